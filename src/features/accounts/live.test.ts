import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routeTable } from "#platform/http/routes.ts";
import { createServer } from "#platform/http/server.ts";
import { type Live, startLive, tell } from "#platform/live/live.ts";
import { asSystem } from "#platform/testing/database.ts";
import { closeAccount, setLocked } from "./api.ts";
import { type Bed, type Browser, signIn, signInBed, someone } from "./factory.ts";
import { routes } from "./routes.ts";
import { authenticate } from "./session/authenticate.ts";

const HEARTBEAT_MS = 50;
let bed: Bed;
let live: Live;
let close: () => Promise<void>;
let origin: string;
beforeAll(async () => {
  bed = await signInBed();
  live = await startLive(bed.platform, bed.pool, HEARTBEAT_MS);
  const table: Parameters<typeof routeTable>[1] = [];
  routes(routeTable("accounts", table));
  const app = await createServer(bed.platform, {
    routes: table,
    authenticate,
    extend: (server) => live.serve(server, authenticate),
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  close = async () => {
    await live.close();
    await app.close();
  };
});
afterAll(async () => {
  await close();
  await bed.close();
});

/** An open screen: what it was told, and whether its stream has ended. */
async function screen(browser: Browser, since?: number) {
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${origin}/api/events${since ? `?since=${since}` : ""}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const seen = { ended: false, text: "" };
  void (async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) seen.text += chunk;
    seen.ended = true;
  })();
  await expect.poll(() => seen.text).toContain(":\n\n");
  return seen;
}

test.each([
  [
    "it is signed out elsewhere",
    async (person: string) =>
      void (await bed.owner.query("update accounts.session set revoked_at = $1 where person = $2", [
        bed.clock.now(),
        person,
      ])),
  ],
  ["its account is locked", (person: string) => bed.as(asSystem, (ctx) => setLocked(ctx, person, true))],
  ["its person leaves", (person: string) => bed.as(asSystem, (ctx) => closeAccount(ctx, person))],
  ["it was not used for twelve hours", async () => bed.clock.advance(12.1 * 3_600_000)],
])("an open screen's stream ends within a heartbeat when %s", async (what, happens) => {
  const login = `p${what.length}${what.charCodeAt(4)}`;
  const person = await someone(bed, login);
  const browser = bed.browser();
  await signIn(browser, login);
  const seen = await screen(browser);
  await happens(person);
  await expect.poll(() => seen.ended).toBe(true);
  expect(seen.text).toContain("data: session\n\n");
});

test("an open screen does not keep its session alive", async () => {
  const person = await someone(bed, "watcher");
  const browser = bed.browser();
  await signIn(browser, "watcher");
  const idle = async () =>
    (await bed.owner.query("select idle_expires_at as at from accounts.session where person = $1", [person])).rows[0]
      .at;
  const before = await idle();
  const seen = await screen(browser);
  bed.clock.advance(2 * 3_600_000);
  const length = seen.text.length;
  await expect.poll(() => seen.text.length).toBeGreaterThan(length + 6);
  expect(await idle()).toEqual(before);
  expect(seen.ended).toBe(false);
});

test("a screen is told what changed between its answers and its stream, and only what is its person's", async () => {
  const [me, other] = [await someone(bed, "reader"), await someone(bed, "neighbour")];
  const browser = bed.browser();
  await signIn(browser, "reader");
  const before = Date.now();
  const early = await screen(browser);
  await bed.as(asSystem, async ({ tx }) => {
    await tell(tx, me, "work");
    await tell(tx, other, "requests/of-the-neighbour");
  });
  await expect.poll(() => early.text).toContain("data: work\n\n");

  expect((await screen(browser, before)).text).toContain("data: work\n\n");
  expect((await screen(browser, before)).text).not.toContain("neighbour");
  expect((await screen(browser, Date.now() + 1)).text).not.toContain("data:");
  expect((await screen(browser, before - 3_600_000)).text).toContain("data: *\n\n");
});
