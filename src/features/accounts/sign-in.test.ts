import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { setSecondFactorRule } from "./api.ts";
import { type Bed, type Browser, signIn, signInBed, someone, withApp } from "./factory.ts";
import { delayAfter, takeTry } from "./sign-in/attempts.ts";

let bed: Bed;
beforeAll(async () => {
  bed = await signInBed();
});
afterAll(() => bed.close());

const events = async (type: string) => (await bed.told()).filter((event) => event.type === type);
const wrong = (browser: Browser, login: string) => signIn(browser, login, "not this one at all");

test("a password opens a session, whose cookie is all that the browser holds", async () => {
  const person = await someone(bed, "amina");
  const browser = bed.browser();
  const answer = await signIn(browser, " AMINA ");
  expect(answer).toMatchObject({ status: 200, body: { next: "open" } });
  const cookie = answer.cookies.find((one) => one.startsWith("diwan="))!;
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Lax");
  expect(browser.jar.get("diwan")).toMatch(/^[\w-]{43}$/);
  const session = await browser.get("/session");
  expect(session.body).toMatchObject({
    person: { id: person, name: { fr: "amina Alami" } },
    strength: "password",
    setUp: true,
  });
  expect((await events("accounts.session_opened")).at(-1)).toMatchObject({
    actor: person,
    body: { agent: "Firefox · Windows", newDevice: true },
  });
});

test("an unknown login, a wrong password and a locked account are answered alike", async () => {
  const locked = await someone(bed, "locked");
  await bed.as(asSystem, async (ctx) =>
    (await import("./account/store.ts")).writeState(ctx, locked, "locked_by_admin"),
  );
  await someone(bed, "plain");
  const answers = [
    await signIn(bed.browser("10.0.0.1"), "nobody-here"),
    await wrong(bed.browser("10.0.0.2"), "plain"),
    await signIn(bed.browser("10.0.0.3"), "locked"),
  ];
  const told = answers.map(({ status, body }) => ({ status, ...(body as object), requestId: "" }));
  expect(told[0]).toMatchObject({ status: 401, code: "accounts.sign_in_refused" });
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
});

test("the work is the same: an unknown login takes as long as a wrong password", async () => {
  await someone(bed, "timed");
  const times: Record<string, number[]> = { timed: [], "no-such-login": [] };
  for (let n = 0; n < 9; n++) {
    for (const [login, measured] of Object.entries(times)) {
      const start = performance.now();
      await wrong(bed.browser(`10.1.${login.length}.${n}`), login);
      measured.push(performance.now() - start);
    }
  }
  const [known, unknown] = Object.values(times).map((measured) => measured.sort((a, b) => a - b)[4]!) as [
    number,
    number,
  ];
  expect(Math.min(known, unknown) / Math.max(known, unknown)).toBeGreaterThan(0.5);
});

test("growing delays: free tries, then doubling, never more than a quarter of an hour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), (failures) => {
      expect(delayAfter(failures + 1)).toBeGreaterThanOrEqual(delayAfter(failures));
      expect(delayAfter(failures)).toBeLessThanOrEqual(900_000);
    }),
  );
  expect([4, 5, 6, 7].map(delayAfter)).toEqual([0, 5_000, 10_000, 20_000]);
});

test("hammering while blocked neither counts nor lengthens the wait", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 30 }),
      fc.array(fc.integer({ min: 0, max: 4_999 }), { maxLength: 20 }),
      (failures, moments) => {
        const at = new Date(0);
        const blocked = { failures, lastAt: at, blockedUntil: new Date(delayAfter(failures)) };
        for (const moment of moments)
          expect(takeTry(blocked, new Date(moment))).toEqual({ refused_ms: delayAfter(failures) - moment });
      },
    ),
  );
});

test("tries at the same moment are all counted", async () => {
  await someone(bed, "rushed");
  const attacker = bed.browser("203.0.113.5");
  const answers = await Promise.all(Array.from({ length: 12 }, () => wrong(attacker, "rushed")));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
});

test("strangers' failures, however many and from wherever, never delay the owner's device", async () => {
  await someone(bed, "owner");
  const home = bed.browser("203.0.113.77");
  await signIn(home, "owner");
  await home.del("/session");
  const networks = fc.sample(fc.constantFrom("203.0.113.77", "203.0.113.9", "198.51.100.4"), { numRuns: 24, seed: 7 });
  for (const network of networks) await wrong(bed.browser(network), "owner");
  expect((await signIn(bed.browser("203.0.113.9"), "owner")).status).toBe(429);
  expect((await signIn(home, "owner")).status).toBe(200);
});

test("the owner's device has a limit of its own, and a wait ends", async () => {
  await someone(bed, "shared");
  const device = bed.browser("203.0.113.200");
  await signIn(device, "shared");
  for (let n = 0; n < 5; n++) await wrong(device, "shared");
  const blocked = await signIn(device, "shared");
  expect(blocked).toMatchObject({ status: 429, body: { code: "accounts.too_many_attempts", params: { seconds: 5 } } });
  bed.clock.advance(5_001);
  expect((await signIn(device, "shared")).status).toBe(200);
});

test("a right password opens nothing for whoever holds a second factor, until that factor is shown", async () => {
  await someone(bed, "careful");
  const browser = bed.browser();
  await signIn(browser, "careful");
  const code = await withApp(bed, browser);
  const elsewhere = bed.browser("192.168.1.11");
  expect((await signIn(elsewhere, "careful")).body).toEqual({ next: "second_factor" });
  expect((await elsewhere.get("/session")).body).toMatchObject({
    person: null,
    pending: { step: "second_factor", login: "careful" },
  });
  expect((await elsewhere.get("/accounts/security")).status).toBe(401);
  expect((await elsewhere.post("/accounts/totp")).status).toBe(401);
  expect((await elsewhere.post("/session/second-factor/options")).body).toMatchObject({ factors: ["totp"] });
  const waiting = elsewhere.jar.get("diwan");
  expect((await elsewhere.post("/session/second-factor", { factor: "totp", code: "000000" })).status).toBe(401);
  const right = code();
  const spoken = right.replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!);
  expect((await elsewhere.post("/session/second-factor", { factor: "totp", code: spoken })).body).toEqual({
    next: "open",
  });
  expect(elsewhere.jar.get("diwan")).not.toBe(waiting);
  expect((await elsewhere.get("/session")).body).toMatchObject({ strength: "two_factor" });
  const third = bed.browser("192.168.1.12");
  await signIn(third, "careful");
  expect((await third.post("/session/second-factor", { factor: "totp", code: right })).status).toBe(401);
});

test("a recovery code replaces a lost factor, once", async () => {
  await someone(bed, "forgetful");
  const browser = bed.browser();
  await signIn(browser, "forgetful");
  await withApp(bed, browser);
  const { codes } = (await browser.post("/accounts/recovery-codes")).body as unknown as { codes: string[] };
  expect(codes).toHaveLength(10);
  const typed = codes[3]!.toLowerCase().replaceAll("-", " ");
  const enter = async (address: string) => {
    const other = bed.browser(address);
    await signIn(other, "forgetful");
    return (await other.post("/session/second-factor", { factor: "recovery", code: typed })).status;
  };
  expect(await enter("192.168.1.21")).toBe(200);
  expect(await enter("192.168.1.22")).toBe(401);
});

test("wrong codes are counted as wrong passwords are, across sign-ins", async () => {
  await someone(bed, "guessed");
  const browser = bed.browser();
  await signIn(browser, "guessed");
  await withApp(bed, browser);
  const thief = bed.browser("198.51.100.20");
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) {
    await signIn(thief, "guessed");
    statuses.push((await thief.post("/session/second-factor", { factor: "totp", code: `12345${n}` })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test("whoever must hold a second factor and has none chooses one before the session opens", async () => {
  await someone(bed, "chief", { role: "administrator" });
  const browser = bed.browser("192.168.1.30");
  expect((await signIn(browser, "chief")).body).toEqual({ next: "enrolment" });
  expect((await browser.get("/accounts/sessions")).status).toBe(401);
  await withApp(bed, browser);
  expect((await browser.get("/session")).body).toMatchObject({
    pending: null,
    strength: "two_factor",
    abilities: ["administrator"],
  });
  expect((await browser.del("/accounts/totp")).body).toMatchObject({ code: "accounts.last_factor" });
  await someone(bed, "relaxed", { role: "administrator" });
  await bed.as(asSystem, (ctx) => setSecondFactorRule(ctx, "nobody"));
  expect((await signIn(bed.browser(), "relaxed")).body).toEqual({ next: "open" });
  await bed.as(asSystem, (ctx) => setSecondFactorRule(ctx, "administrators"));
});
