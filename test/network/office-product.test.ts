import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipped } from "#platform/testing/skipped.ts";
import { cable, Namespace, whyNoNamespaces } from "./namespace.ts";
import { addAuthenticator, Workstation, whyNoBrowser } from "./office-browser.ts";
import { type Product, startProduct } from "./product.ts";

const HOST = "diwan.commune.ma";
const SERVER = "10.209.78.1";
const reason = whyNoNamespaces() ?? whyNoBrowser();

describe.skipIf(skipped(reason))(
  `bin/start --host NAME, met from the office${reason ? ` (skipped: ${reason})` : ""}`,
  { timeout: 240_000 },
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

    test("a passkey is made in the settings by that name, and signs its owner in without a password", async () => {
      const context = await workstation.browse({ locale: "fr-MA" });
      const authenticator = await addAuthenticator(context);
      const page = context.pages()[0]!;
      await signIn(page);
      await page.goto(`https://${HOST}/settings/security`);
      await page.getByRole("button", { name: "Créer une clé d’accès" }).click();
      await expect.poll(() => authenticator.credentials(), { timeout: 60_000 }).toBe(1);
      await page.getByText("Cet appareil").waitFor();
      await context.clearCookies();
      await page.goto(`https://${HOST}/sign-in`);
      await page.getByRole("button", { name: "Utiliser une clé d’accès" }).click();
      await page.waitForURL(`https://${HOST}/`);
      const session = await page.evaluate(async () => (await fetch("/api/session")).json());
      expect(session.person.name.fr).toBe("Fatima Ezzahra El Alaoui");
      await context.close();
    });

    test("on a phone it can be put on the first screen: manifest, icons and service worker under that name", async () => {
      const context = await workstation.browse({ locale: "ar-MA", viewport: { width: 390, height: 844 } });
      const page = context.pages()[0]!;
      // Not she who has a passkey now: of her, a password alone is no longer enough.
      await signIn(page, "driss");
      const manifest = await page.evaluate(async () => {
        const { href } = document.querySelector<HTMLLinkElement>("link[rel=manifest]")!;
        const { start_url, icons } = await (await fetch(href)).json();
        const kinds = icons.map(async ({ src }: { src: string }) => (await fetch(src)).headers.get("content-type"));
        return { start_url, kinds: await Promise.all(kinds) };
      });
      expect(manifest.start_url).toMatch(/^\//);
      expect(manifest.kinds.length).toBeGreaterThan(0);
      for (const kind of manifest.kinds) expect(kind).toMatch(/^image\//);
      const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
      expect(scope).toBe(`https://${HOST}/`);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond).toBeLessThanOrEqual(1);
      if (process.env.DIWAN_PICTURES) await page.screenshot({ path: `${process.env.DIWAN_PICTURES}/office-phone.png` });
      await context.close();
    });
  },
);

/** By the password of the demonstration, as a person does it, in whatever language the page is. */
async function signIn(page: Page, login = "fatima"): Promise<void> {
  await page.goto(`https://${HOST}/sign-in`);
  await page.locator("input[autocomplete*=username]").fill(login);
  await page.locator("input[type=password]").fill("diwan-demo-2026");
  await page.locator("form button[type=submit]").click();
  await page.waitForURL(`https://${HOST}/`, { timeout: 120_000 });
}
