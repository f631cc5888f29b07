import { afterAll, beforeAll, expect, test } from "vitest";
import { type Assertion, type Authenticator, softwareAuthenticator, type Traits } from "./authenticator.factory.ts";
import { type Bed, type Browser, PASSWORD, signIn, signInBed, someone } from "./factory.ts";

let bed: Bed;
beforeAll(async () => {
  bed = await signInBed();
});
afterAll(() => bed.close());

const HERE: Traits = { origin: "http://localhost:3000", rpId: "localhost" };
type Options = { options: { challenge: string; user: { id: string }; allowCredentials?: { id: string }[] } };

const optionsAt = async (browser: Browser, url: string) =>
  ((await browser.post(url)).body as unknown as Options).options;

async function register(browser: Browser, key: Authenticator, name = "Téléphone") {
  const options = await optionsAt(browser, "/accounts/passkeys/options");
  return browser.post("/accounts/passkeys", { response: key.create(options), name });
}

/** Someone who signed in by password and registered this passkey. */
async function holder(login: string, traits: Partial<Traits> = {}) {
  const person = await someone(bed, login);
  const browser = bed.browser();
  await signIn(browser, login);
  const key = softwareAuthenticator({ ...HERE, ...traits });
  const added = await register(browser, key);
  return { person, browser, key, added };
}

async function enter(
  browser: Browser,
  key: Authenticator,
  spoil: (answer: Assertion) => Assertion = (answer) => answer,
) {
  const options = await optionsAt(browser, "/session/passkey/options");
  return browser.post("/session/passkey", { response: spoil(key.get(options)) });
}

test("a passkey signs in without a login", async () => {
  const { person, key, added } = await holder("salma");
  expect(added.status).toBe(201);
  const browser = bed.browser("192.168.1.20");
  expect((await enter(browser, key)).body).toEqual({ next: "open" });
  expect((await browser.get("/session")).body).toMatchObject({ person: { id: person }, strength: "passkey" });
  expect((await bed.told()).some(({ type, subject }) => type === "accounts.passkey_added" && subject === person)).toBe(
    true,
  );
});

test("an answer serves once", async () => {
  const { key } = await holder("once");
  const browser = bed.browser("192.168.1.21");
  const answer = key.get(await optionsAt(browser, "/session/passkey/options"));
  expect((await browser.post("/session/passkey", { response: answer })).status).toBe(200);
  expect((await browser.post("/session/passkey", { response: answer })).status).toBe(401);
});

test("a challenge ends after five minutes, and serves only the purpose it was given for", async () => {
  const { browser, key } = await holder("late");
  const old = key.get(await optionsAt(browser, "/session/passkey/options"));
  bed.clock.advance(5 * 60_000 + 1);
  expect((await browser.post("/session/passkey", { response: old })).status).toBe(401);
  const forSignIn = key.get(await optionsAt(browser, "/session/passkey/options"));
  expect((await browser.post("/session/step-up", { response: forSignIn })).status).toBe(401);
});

test("a changed, forged or foreign answer opens nothing", async () => {
  const { key } = await holder("target");
  const other = await holder("attacker");
  const browser = bed.browser("192.168.1.22");
  const flipped = (text: string) => `${text[0] === "A" ? "B" : "A"}${text.slice(1)}`;
  const change = (part: "signature" | "authenticatorData" | "userHandle") => (answer: Assertion) => ({
    ...answer,
    response: { ...answer.response, [part]: flipped(answer.response[part]) },
  });
  for (const part of ["signature", "authenticatorData", "userHandle"] as const) {
    expect((await enter(browser, key, change(part))).status).toBe(401);
  }
  const options = await optionsAt(browser, "/session/passkey/options");
  const [mine, his] = [other.key.get(options), key.get(options)];
  expect((await browser.post("/session/passkey", { response: { ...mine, id: his.id, rawId: his.rawId } })).status).toBe(
    401,
  );
  const invented = key.get({ challenge: Buffer.alloc(32, 7).toString("base64url") });
  expect((await browser.post("/session/passkey", { response: invented })).status).toBe(401);
  expect((await enter(browser, key)).status).toBe(200);
});

test("only this institution's address is served, and only a verified person", async () => {
  const registered = async (login: string, traits: Partial<Traits>) => (await holder(login, traits)).added.status;
  expect(await registered("phished", { origin: "https://d1wan.example" })).toBe(422);
  expect(await registered("elsewhere", { rpId: "d1wan.example" })).toBe(422);
  expect(await registered("unverified", { verifiesUser: false })).toBe(422);
});

test("an authenticator whose counter stands still was copied, and is refused", async () => {
  const { key, browser } = await holder("copied");
  const options = await optionsAt(browser, "/session/passkey/options");
  const answer = key.get(options);
  // The copy answers later with an older count: the genuine one has signed in meanwhile.
  const genuine = await enter(bed.browser("192.168.1.23"), key);
  expect(genuine.status).toBe(200);
  expect((await browser.post("/session/passkey", { response: answer })).status).toBe(401);
});

test("the same authenticator is not registered twice, nor for two people", async () => {
  const { browser, key } = await holder("first");
  expect((await register(browser, key)).status).toBe(422);
  await someone(bed, "second");
  const second = bed.browser("192.168.1.24");
  await signIn(second, "second");
  expect((await register(second, key)).status).toBe(422);
});

test("after the password, the passkeys of this person are asked for by name", async () => {
  const { key } = await holder("both-ways");
  const browser = bed.browser("192.168.1.25");
  expect((await signIn(browser, "both-ways")).body).toEqual({ next: "second_factor" });
  const { passkey, factors } = (await browser.post("/session/second-factor/options")).body as unknown as {
    passkey: { challenge: string; allowCredentials: { id: string }[] };
    factors: string[];
  };
  expect(factors).toEqual(["passkey"]);
  expect(passkey.allowCredentials.map(({ id }) => id)).toEqual([key.get(passkey).id]);
  const stranger = await holder("stranger");
  expect((await browser.post("/session/second-factor", { response: stranger.key.get(passkey) })).status).toBe(401);
  const again = (await browser.post("/session/second-factor/options")).body as unknown as {
    passkey: { challenge: string };
  };
  expect((await browser.post("/session/second-factor", { response: key.get(again.passkey) })).body).toEqual({
    next: "open",
  });
});

test("a step-up by passkey counts, and only by one's own", async () => {
  const { browser, key } = await holder("stepper");
  const other = await holder("other");
  bed.clock.advance(6 * 60_000);
  const ask = async () =>
    (await browser.post("/session/step-up/options")).body as unknown as {
      passkey: { challenge: string };
      password: boolean;
    };
  const options = await ask();
  expect(options.password).toBe(true);
  expect((await browser.post("/session/step-up", { response: other.key.get(options.passkey) })).status).toBe(401);
  expect((await browser.post("/session/step-up", { response: key.get((await ask()).passkey) })).status).toBe(204);
  expect((await browser.post("/accounts/recovery-codes")).status).toBe(201);
  expect((await browser.get("/session")).body).toMatchObject({ strength: "passkey" });
});

test("passkeys are listed, renamed and removed by their owner alone", async () => {
  const { browser, added } = await holder("tidy");
  const other = await holder("nosy");
  const { id } = added.body as unknown as { id: string };
  expect((await browser.patch(`/accounts/passkeys/${id}`, { name: "Clé du bureau" })).status).toBe(204);
  const { passkeys } = (await browser.get("/accounts/security")).body as unknown as { passkeys: object[] };
  expect(passkeys).toEqual([expect.objectContaining({ id, name: "Clé du bureau" })]);
  expect((await other.browser.patch(`/accounts/passkeys/${id}`, { name: "x" })).status).toBe(404);
  expect((await other.browser.del(`/accounts/passkeys/${id}`)).status).toBe(404);
  expect((await browser.del(`/accounts/passkeys/${id}`)).status).toBe(204);
  expect((await signIn(bed.browser("192.168.1.27"), "tidy", PASSWORD)).body).toEqual({ next: "open" });
});
