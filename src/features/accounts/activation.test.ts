import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { issueActivation, suggestLogin } from "./api.ts";
import { softwareAuthenticator } from "./authenticator.factory.ts";
import { cardCode } from "./factor/codes.ts";
import {
  type Bed,
  type Browser,
  headOfUnitOf,
  PASSWORD,
  signIn,
  signInBed,
  someone,
  unitWithHelper,
} from "./factory.ts";

let bed: Bed;
beforeAll(async () => {
  bed = await signInBed();
});
afterAll(() => bed.close());

const NEW = "une caravane de sel gemme";
const issue = (person: string, resetFactors = false) =>
  bed.as(asSystem, (ctx) => issueActivation(ctx, { person, resetFactors }));
const begin = (browser: Browser, code: string) => browser.post("/accounts/activation", { code });
const choose = (browser: Browser, password = NEW) => browser.post("/accounts/activation/password", { password });

/** Adds a printed card and gives the code at a position, read from the card itself. */
async function withCard(browser: Browser): Promise<(position: number) => Promise<string>> {
  const offer = (await browser.post("/accounts/code-card")).body as unknown as { id: string; position: number };
  const codeAt = (position: number) =>
    bed.as(asSystem, async (ctx) => {
      const { openSecret } = await import("./factor/proof.ts");
      const session = (await browser.get("/session")).body as unknown as { person: { id: string } };
      const store = await import("./factor/store.ts");
      const card =
        (await store.cardOffer(ctx, session.person.id, offer.id)) ?? (await store.cardOf(ctx, session.person.id));
      return cardCode(openSecret(ctx, card!.secret, session.person.id), position);
    });
  expect((await browser.get(`/accounts/code-card/${offer.id}/sheet`)).raw.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await browser.post("/accounts/code-card/confirmation", { id: offer.id, code: "000 000" })).status).toBe(422);
  const confirmed = await browser.post("/accounts/code-card/confirmation", {
    id: offer.id,
    code: await codeAt(offer.position),
  });
  expect(confirmed.status).toBe(200);
  expect((await browser.get(`/accounts/code-card/${offer.id}/sheet`)).status).toBe(404);
  return codeAt;
}

test("a sheet lets a person choose his first password, once", async () => {
  const person = await someone(bed, "nouveau", { password: null });
  const { code } = await issue(person);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  const browser = bed.browser();
  const begun = await begin(browser, code.toLowerCase().replaceAll("-", " "));
  expect(begun.body).toMatchObject({ login: "nouveau", passkey: true });
  expect((await browser.get("/accounts/activation")).body).toMatchObject({ login: "nouveau" });
  expect((await browser.get("/accounts/sessions")).status).toBe(401);
  expect((await choose(browser, "court")).body).toMatchObject({
    fields: [{ path: "password", code: "accounts.password_short" }],
  });
  expect((await choose(browser)).body).toEqual({ next: "open" });
  expect((await browser.get("/session")).body).toMatchObject({ person: { id: person } });
  expect((await begin(bed.browser("192.168.1.11"), code)).status).toBe(404);
  expect((await signIn(bed.browser("192.168.1.12"), "nouveau", NEW)).status).toBe(200);
});

test("or a passkey, and then no password is needed", async () => {
  const person = await someone(bed, "sans-mot", { password: null });
  const { code } = await issue(person);
  const browser = bed.browser();
  await begin(browser, code);
  const { options } = (await browser.post("/accounts/passkeys/options")).body as unknown as {
    options: { challenge: string; user: { id: string } };
  };
  const key = softwareAuthenticator({ origin: "http://localhost:3000", rpId: "localhost" });
  const added = await browser.post("/accounts/passkeys", { response: key.create(options), name: "Téléphone" });
  expect(added).toMatchObject({ status: 201, body: { next: "open" } });
  expect((await browser.get("/session")).body).toMatchObject({ person: { id: person }, strength: "passkey" });
  expect((await browser.del(`/accounts/passkeys/${(added.body as unknown as { id: string }).id}`)).body).toMatchObject({
    code: "accounts.last_proof",
  });
});

test("a sheet is good for seven days, and only the newest", async () => {
  const person = await someone(bed, "patient", { password: null });
  const first = await issue(person);
  const second = await issue(person);
  expect((await begin(bed.browser(), first.code)).status).toBe(404);
  bed.clock.advance(7 * 24 * 3_600_000 + 1);
  expect((await begin(bed.browser(), second.code)).status).toBe(404);
});

test("codes cannot be tried at length", async () => {
  const browser = bed.browser("198.51.100.9");
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push((await begin(browser, `AAAA-BBBB-000${n}`)).status);
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
});

test("a helper restores a password after a step-up; the owner is told and his sessions end", async () => {
  const [helper, colleague] = [await someone(bed, "referent"), await someone(bed, "collegue")];
  const outsider = await someone(bed, "ailleurs");
  await unitWithHelper(bed, helper, colleague);
  const [desk, home] = [bed.browser("192.168.1.20"), bed.browser("192.168.1.21")];
  await signIn(desk, "referent");
  await signIn(home, "collegue");
  const list = (await desk.get("/accounts?q=")).body as unknown as { items: { login: string }[] };
  expect(list.items.map(({ login }) => login)).toEqual(["collegue"]);
  bed.clock.advance(5 * 60_000 + 1);
  const url = `/accounts/people/${colleague}/activation`;
  expect((await desk.post(url, {})).body).toMatchObject({ code: "accounts.step_up_required" });
  await desk.post("/session/step-up", { password: PASSWORD });
  expect((await desk.post(url, { resetFactors: true })).status).toBe(403);
  const restore = async (person: string) => (await desk.post(`/accounts/people/${person}/activation`, {})).body;
  const head = await someone(bed, "chef");
  await headOfUnitOf(bed, colleague, head);
  const auditor = await someone(bed, "auditrice", { role: "hr" });
  for (const beyond of [outsider, head, auditor])
    expect(await restore(beyond)).toMatchObject({ status: 403, code: "accounts.beyond_helper" });
  expect((await desk.get(`/accounts/people/${head}/activation-sheet`)).status).toBe(403);
  expect(await restore(helper)).toMatchObject({ status: 403, code: "accounts.own_access" });
  expect((await desk.post(url, {})).status).toBe(201);
  expect((await home.get("/accounts/sessions")).status).toBe(401);
  const sheet = await desk.get(`/accounts/people/${colleague}/activation-sheet`);
  expect(sheet.raw.subarray(0, 5).toString()).toBe("%PDF-");
  await bed.told();
  await signIn(home, "collegue");
  const { items } = (await home.get("/notifications")).body as unknown as { items: { text: string }[] };
  expect(items.some(({ text }) => text.includes("referent"))).toBe(true);
  const told = (await bed.told())
    .filter(({ subject }) => subject === colleague)
    .map(({ type, actor }) => ({ type, actor }));
  expect(told).toContainEqual({ type: "accounts.activation_issued", actor: helper });
  expect(told).toContainEqual({ type: "accounts.activation_printed", actor: helper });
});

test("an administrator's restoring of an access is told to the person and to the other administrators", async () => {
  const [one, , person] = [
    await someone(bed, "admin-un", { role: "administrator" }),
    await someone(bed, "admin-deux", { role: "administrator" }),
    await someone(bed, "perdu"),
  ];
  await bed.told();
  await bed.as({ ...asSystem, kind: "person", id: one }, (ctx) => issueActivation(ctx, { person, resetFactors: true }));
  await bed.told();
  const other = bed.browser("192.168.1.71");
  await signIn(other, "admin-deux");
  const { rows } = await bed.owner.query(
    "select person, key from notifications.item where key like 'accounts.notice_a%'",
  );
  const told = rows.filter((row) => row.key === "accounts.notice_access_restored").map((row) => row.person);
  expect(told).toHaveLength(1);
  expect(told).not.toContain(one);
  expect(rows).toContainEqual({ person, key: "accounts.notice_activation_issued" });
});

test("a sheet alone opens no account that holds a second factor; the administrator's reset does", async () => {
  const person = await someone(bed, "prudent");
  const browser = bed.browser("192.168.1.30");
  await signIn(browser, "prudent");
  await withCard(browser);
  const { code } = await issue(person);
  const thief = bed.browser("192.168.1.31");
  expect((await begin(thief, code)).body).toMatchObject({ passkey: false });
  expect((await thief.post("/accounts/passkeys/options")).body).toMatchObject({ code: "accounts.password_first" });
  expect((await choose(thief)).body).toEqual({ next: "second_factor" });
  expect((await thief.get("/accounts/sessions")).status).toBe(401);
  const reset = await issue(person, true);
  const fresh = bed.browser("192.168.1.32");
  expect((await begin(fresh, reset.code)).body).toMatchObject({ passkey: true });
  expect((await choose(fresh, PASSWORD)).body).toEqual({ next: "open" });
});

test("a code of the printed card is asked for by its number, and works once", async () => {
  await someone(bed, "papier");
  const browser = bed.browser("192.168.1.40");
  await signIn(browser, "papier");
  const codeAt = await withCard(browser);
  const elsewhere = bed.browser("192.168.1.41");
  const ask = async () => {
    await signIn(elsewhere, "papier");
    return ((await elsewhere.post("/session/second-factor/options")).body as unknown as { cardPosition: number })
      .cardPosition;
  };
  const position = await ask();
  expect(
    ((await elsewhere.post("/session/second-factor/options")).body as unknown as { cardPosition: number }).cardPosition,
  ).toBe(position);
  const other = await codeAt((position % 32) + 1);
  expect((await elsewhere.post("/session/second-factor", { factor: "card", code: other })).status).toBe(401);
  const right = await codeAt(position);
  expect((await elsewhere.post("/session/second-factor", { factor: "card", code: right })).body).toEqual({
    next: "open",
  });
  expect(await ask()).not.toBe(position);
  const { card } = (await browser.get("/accounts/security")).body as unknown as {
    card: { remaining: number; size: number };
  };
  expect(card.size - card.remaining).toBe(2);
});

test("the administrator opens, locks and unlocks accounts", async () => {
  await bed.as(asSystem, async (ctx) => (await import("./api.ts")).setSecondFactorRule(ctx, "nobody"));
  await someone(bed, "admin", { role: "administrator" });
  const agent = await someone(bed, "agent");
  const [desk, phone] = [bed.browser("192.168.1.50"), bed.browser("192.168.1.51")];
  await signIn(desk, "admin");
  await signIn(phone, "agent");
  const state = (value: string) => desk.put(`/accounts/people/${agent}/state`, { state: value });
  expect((await state("locked_by_admin")).status).toBe(204);
  expect((await phone.get("/accounts/sessions")).status).toBe(401);
  expect((await signIn(phone, "agent")).status).toBe(401);
  expect((await desk.post(`/accounts/people/${agent}/activation`, {})).body).toMatchObject({
    code: "accounts.account_locked_by_admin",
  });
  expect((await state("active")).status).toBe(204);
  expect((await signIn(phone, "agent")).status).toBe(200);
  expect((await phone.put(`/accounts/people/${agent}/state`, { state: "active" })).status).toBe(403);
  expect((await phone.get("/accounts/rule")).status).toBe(403);
});

test("only hashes are kept of passwords, tokens and codes; secrets that must be read again are sealed", async () => {
  const person = await someone(bed, "secret");
  const browser = bed.browser("192.168.1.60");
  await signIn(browser, "secret");
  const { secret } = (await browser.post("/accounts/totp")).body as unknown as { secret: string };
  const { codes } = (await browser.post("/accounts/recovery-codes")).body as unknown as { codes: string[] };
  const { code } = await issue(person);
  const tables = ["account", "session", "known_device", "totp", "recovery_code", "activation", "code_card"];
  const dumps = await Promise.all(
    tables.map((table) => bed.owner.query(`select row_to_json(t)::text as row from accounts.${table} t`)),
  );
  const kept = dumps.flatMap(({ rows }) => rows.map(({ row }: { row: string }) => row)).join("\n");
  const hex = (text: string) => Buffer.from(text).toString("hex");
  for (const plain of [
    PASSWORD,
    browser.jar.get("diwan")!,
    browser.jar.get("diwan_device")!,
    secret,
    code,
    codes[0]!,
  ]) {
    expect(kept.includes(plain) || kept.includes(hex(plain))).toBe(false);
  }
});

test("a login is suggested from the Latin name and stays free", async () => {
  const suggest = (given: string, family: string) => bed.as(asSystem, (ctx) => suggestLogin(ctx, { given, family }));
  expect(await suggest("Aïcha", "El Idrissi")).toBe("a.elidrissi");
  await someone(bed, "a.elidrissi");
  expect(await suggest("Aïcha", "El Idrissi")).toBe("a.elidrissi2");
});
