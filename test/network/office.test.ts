import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipped } from "#platform/testing/skipped.ts";
import { cable, line, Namespace, whyNoNamespaces } from "./namespace.ts";
import { addAuthenticator, Workstation, whyNoBrowser } from "./office-browser.ts";

const HOST = "diwan.commune.ma";
const SERVER = "10.209.77.1";
const reason = whyNoNamespaces() ?? whyNoBrowser();

describe.skipIf(skipped(reason))(
  `reached from the office by name${reason ? ` (skipped: ${reason})` : ""}`,
  { timeout: 60_000 },
  () => {
    let server: Namespace;
    let office: Namespace;
    let desk: Workstation;
    const data = mkdtempSync(join(tmpdir(), "diwan-named-"));

    beforeAll(async () => {
      server = new Namespace("srv");
      office = new Namespace("off");
      cable(server, SERVER, office, "10.209.77.2");
      office.knowsHosts([`${SERVER} ${HOST}`]);
      server.knowsHosts([`127.0.0.1 ${HOST}`]);
      desk = new Workstation(office);
      const program = join(import.meta.dirname, "named-server.ts");
      await line(server.start(process.execPath, [program, data, HOST, "443", "80"]), /^ready/m);
    }, 120_000);
    afterAll(async () => {
      await desk?.remove();
      await office?.remove();
      await server?.remove();
      rmSync(data, { recursive: true, force: true });
    });

    test("before the root is installed the browser warns, and plain http leads to the page that installs it", async () => {
      const context = await desk.browse();
      const warned = await context.newPage();
      await expect(warned.goto(`https://${HOST}/`)).rejects.toThrow("ERR_CERT_AUTHORITY_INVALID");
      const page = await context.newPage();
      await page.goto(`http://${HOST}/trust?l=fr`);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
      const shown = await page.locator("dd").first().locator("span").allTextContents();
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='.pem']")]);
      const root = readFileSync(await download.path(), "utf8");
      expect(shown.join(":")).toBe(new X509Certificate(root).fingerprint256);
      await context.close();
      desk.installRoot(root);
    });

    test("then https works by name without a switch, in a secure context, and http only leads there", async () => {
      const context = await desk.browse();
      const page = await context.newPage();
      const answer = await page.goto(`http://${HOST}/requests/7?tab=2`);
      expect(page.url()).toBe(`https://${HOST}/requests/7?tab=2`);
      expect(answer!.status()).toBe(200);
      expect(answer!.headers()["strict-transport-security"]).toBe("max-age=2592000");
      expect(await answer!.securityDetails()).toMatchObject({
        protocol: "TLS 1.3",
        subjectName: HOST,
        issuer: `Diwan CA ${HOST}`,
      });
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
      await context.close();
    });

    test("a passkey made there signs in there", async () => {
      const context = await desk.browse();
      const page = context.pages()[0] ?? (await context.newPage());
      const device = await addAuthenticator(context);
      await page.goto(`https://${HOST}/`);
      expect(await page.evaluate("register()")).toEqual({ verified: true });
      expect(await device.credentials()).toBe(1);
      expect(await page.evaluate("signIn()")).toEqual({ verified: true, userVerified: true });
      await context.close();
    });

    test("another name for the same machine is not trusted, and its passkeys are not ours", async () => {
      office.knowsHosts([`${SERVER} ${HOST}`, `${SERVER} other.ma`]);
      const context = await desk.browse();
      const page = await context.newPage();
      await expect(page.goto("https://other.ma/")).rejects.toThrow("ERR_CERT_COMMON_NAME_INVALID");
      await context.close();
    });
  },
);
