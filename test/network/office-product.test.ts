import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cable, Namespace, whyNoNamespaces } from "./namespace.ts";
import { Workstation, whyNoBrowser } from "./office-browser.ts";
import { type Product, startProduct } from "./product.ts";

const HOST = "diwan.commune.ma";
const SERVER = "10.209.78.1";
const reason = whyNoNamespaces() ?? whyNoBrowser();

describe.skipIf(reason)(
  `bin/start --host NAME, met from the office${reason ? ` (skipped: ${reason})` : ""}`,
  { timeout: 60_000 },
  () => {
    let server: Namespace;
    let office: Namespace;
    let product: Product;
    let workstation: Workstation;

    beforeAll(async () => {
      server = new Namespace("psrv");
      office = new Namespace("poff");
      cable(server, SERVER, office, "10.209.78.2");
      office.knowsHosts([`${SERVER} ${HOST}`]);
      server.knowsHosts([`127.0.0.1 ${HOST}`]);
      workstation = new Workstation(office);
      product = await startProduct(server, ["--demo", "--host", HOST, "--port", "443"]);
    }, 300_000);
    afterAll(async () => {
      await workstation?.remove();
      await office?.remove();
      await server?.remove();
      product?.remove();
    }, 60_000);

    test("it says the address that people type", () => {
      expect(product.url).toBe(`https://${HOST}`);
    });

    test("the root is found over plain http, with the fingerprint the page shows", async () => {
      const context = await workstation.browse();
      const page = await context.newPage();
      await page.goto(`http://${HOST}/trust?l=ar`);
      const shown = await page.locator("dd").first().locator("span").allTextContents();
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='.pem']")]);
      const root = readFileSync(await download.path(), "utf8");
      expect(shown.join(":")).toBe(new X509Certificate(root).fingerprint256);
      await context.close();
      workstation.installRoot(root);
    });

    test("then the product opens by name over https, whole, in a secure context, and http only leads there", async () => {
      const context = await workstation.browse({ locale: "ar-MA" });
      const asked: string[] = [];
      context.on("request", (request) => asked.push(request.url()));
      const page = await context.newPage();
      const answer = await page.goto(`http://${HOST}/`, { waitUntil: "networkidle" });
      expect(new URL(page.url()).origin).toBe(`https://${HOST}`);
      expect(answer!.headers()["strict-transport-security"]).toMatch(/^max-age=\d{7,}$/);
      expect(await answer!.securityDetails()).toMatchObject({ protocol: "TLS 1.3", issuer: `Diwan CA ${HOST}` });
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
      expect((await page.locator("body").textContent())?.trim()).toBeTruthy();
      const foreign = asked.filter((address) => new URL(address).hostname !== HOST && !/^(data|blob):/.test(address));
      expect(foreign).toEqual([]);
      await context.close();
    });

    test("the trust page stays reachable over https, and the public side answers under the same root", async () => {
      const context = await workstation.browse();
      const page = await context.newPage();
      expect((await page.goto(`https://${HOST}/trust?l=fr`))!.status()).toBe(200);
      const desk = await page.goto(`https://${HOST}:444/v/`);
      expect(await desk!.securityDetails()).toMatchObject({ issuer: `Diwan CA ${HOST}` });
      await context.close();
    });
  },
);
