import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setInstitution } from "#features/people/api.ts";
import { routeTable } from "#platform/http/routes.ts";
import { createServer } from "#platform/http/server.ts";
import { notificationRoutes } from "#platform/notifications/routes.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type Bed, type Browser, both, signIn, signInBed, someone } from "./factory.ts";
import { routes } from "./routes.ts";
import { authenticate } from "./session/authenticate.ts";

let bed: Bed;
let app: Awaited<ReturnType<typeof createServer>>;
beforeAll(async () => {
  bed = await signInBed();
  const webRoot = mkdtempSync(join(tmpdir(), "diwan-web-"));
  mkdirSync(join(webRoot, ".vite"));
  const manifest = { "virtual:messages/fr": { file: "assets/fr-1.js" }, font: { file: "assets/plex-400-1.woff2" } };
  writeFileSync(join(webRoot, ".vite/manifest.json"), JSON.stringify(manifest));
  writeFileSync(
    join(webRoot, "index.html"),
    "<html lang={{lang}}>{{preloads}}<script id=answers>{{answers /session /notifications /nowhere}}</script>",
  );
  const table: Parameters<typeof routeTable>[1] = [];
  routes(routeTable("accounts", table));
  notificationRoutes(routeTable("notifications", table));
  const platform = { ...bed.platform, config: { ...bed.platform.config, webRoot } };
  app = await createServer(platform, { routes: table, authenticate });
});
afterAll(async () => {
  await app.close();
  await bed.close();
});

async function page(browser?: Browser) {
  const cookie = [...(browser?.jar ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  const { body } = await app.inject({ url: "/requests", headers: { cookie, "accept-language": "fr" } });
  const text = /<script id=answers>(.*)<\/script>$/.exec(body)![1]!;
  return { body, text, answers: JSON.parse(text).answers as Record<string, Record<string, never>> };
}

test("the page carries what its reader may see, and nothing that he would be refused", async () => {
  const me = await someone(bed, "reader");
  const browser = bed.browser();
  await signIn(browser, "reader");
  const mine = await page(browser);
  expect(mine.answers).toEqual({
    "/session": (await browser.get("/session")).body,
    "/notifications": (await browser.get("/notifications")).body,
  });
  expect(mine.answers["/session"]!.person).toMatchObject({ id: me });
  const stranger = await page();
  expect(Object.keys(stranger.answers)).toEqual(["/session"]);
  expect(stranger.answers["/session"]!.person).toBeNull();
});

test("no name can end the element that carries it", async () => {
  const name = both("</script><script>alert(1)</script>");
  await bed.as(asSystem, (ctx) => setInstitution.run(ctx, { name, sigle: "DT", city: both("Rabat") }));
  const { text, answers } = await page();
  expect(text).not.toContain("<");
  expect(answers["/session"]!.institution).toMatchObject({ name });
});

test("the page names the sentences and fonts of its language before any script runs", async () => {
  const { body } = await page();
  expect(body).toContain('<link rel="modulepreload" href="/assets/fr-1.js" />');
  expect(body).toContain('href="/assets/plex-400-1.woff2" as="font"');
});
