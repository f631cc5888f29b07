import { afterAll, beforeAll, expect, test } from "vitest";
import { recordDeparture } from "#features/people/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type Bed, PASSWORD, signIn, signInBed, someone, withApp } from "./factory.ts";

let bed: Bed;
beforeAll(async () => {
  bed = await signInBed();
});
afterAll(() => bed.close());

const events = async (type: string) => (await bed.told()).filter((event) => event.type === type);

test("a session that was ended is refused at the next request, in every process", async () => {
  await someone(bed, "mobile");
  const [desk, phone] = [bed.browser("192.168.1.40"), bed.browser("192.168.1.41")];
  await signIn(desk, "mobile");
  await signIn(phone, "mobile");
  expect((await phone.get("/accounts/sessions")).status).toBe(200);
  const { items } = (await desk.get("/accounts/sessions")).body as unknown as {
    items: { id: string; current: boolean }[];
  };
  expect(items).toHaveLength(2);
  const other = items.find((item) => !item.current)!;
  expect((await desk.del(`/accounts/sessions/${other.id}`)).status).toBe(204);
  expect((await phone.get("/accounts/sessions")).status).toBe(401);
  await signIn(phone, "mobile");
  expect((await desk.post("/accounts/sessions/revocation")).body).toEqual({ ended: 1 });
  expect((await phone.get("/accounts/sessions")).status).toBe(401);
  await signIn(phone, "mobile");
  const otherProcess = await bed.elsewhere(phone);
  expect((await otherProcess.get("/accounts/sessions")).status).toBe(200);
  expect((await desk.post("/accounts/sessions/revocation")).body).toEqual({ ended: 1 });
  expect((await otherProcess.get("/accounts/sessions")).status).toBe(401);
  const token = new Map(desk.jar);
  expect((await desk.del("/session")).status).toBe(204);
  expect(desk.jar.has("diwan")).toBe(false);
  for (const [name, value] of token) desk.jar.set(name, value);
  expect((await desk.get("/accounts/sessions")).status).toBe(401);
});

test("nobody ends another's session", async () => {
  await someone(bed, "alice");
  await someone(bed, "badr");
  const [alice, badr] = [bed.browser("192.168.1.50"), bed.browser("192.168.1.51")];
  await signIn(alice, "alice");
  await signIn(badr, "badr");
  const { items } = (await alice.get("/accounts/sessions")).body as unknown as { items: { id: string }[] };
  expect((await badr.del(`/accounts/sessions/${items[0]!.id}`)).status).toBe(404);
  expect((await alice.get("/accounts/sessions")).status).toBe(200);
});

test("a session ends when it has not been used for twelve hours, and after seven days however used", async () => {
  await someone(bed, "absent");
  const browser = bed.browser();
  const start = bed.clock.now();
  await signIn(browser, "absent");
  for (let hours = 11; hours < 7 * 24; hours += 11) {
    bed.clock.set(new Date(start.getTime() + hours * 3_600_000).toISOString());
    expect((await browser.get("/accounts/sessions")).status).toBe(200);
  }
  bed.clock.set(new Date(start.getTime() + 7 * 24 * 3_600_000 + 1).toISOString());
  expect((await browser.get("/accounts/sessions")).status).toBe(401);
  await signIn(browser, "absent");
  bed.clock.advance(12 * 3_600_000 + 1);
  expect((await browser.get("/accounts/sessions")).status).toBe(401);
});

test("who leaves the institution is signed out, and stays out", async () => {
  const person = await someone(bed, "leaver");
  const browser = bed.browser();
  await signIn(browser, "leaver");
  await bed.as(asSystem, (ctx) => recordDeparture.run(ctx, { person, day: "2026-11-24" }));
  await bed.told();
  expect((await browser.get("/accounts/sessions")).status).toBe(401);
  expect((await signIn(browser, "leaver")).status).toBe(401);
});

test("a change of password ends the other sessions, refuses what anyone would try, and is told to the owner", async () => {
  await someone(bed, "renewer");
  const [desk, phone] = [bed.browser("192.168.1.60"), bed.browser("192.168.1.61")];
  await signIn(desk, "renewer");
  await signIn(phone, "renewer");
  const code = async (password: string) => {
    const { body } = await desk.put("/accounts/password", { password });
    return (body as unknown as { fields?: { code: string }[] }).fields?.[0]?.code;
  };
  expect(await code("court")).toBe("accounts.password_short");
  expect(await code("Casablanca2026!!")).toBe("accounts.password_common");
  expect(await code("renewer et ses amis")).toBe("accounts.password_holds_login");
  expect(await code("كلمة المرور المغرب 2026")).toBe("accounts.password_common");
  expect((await desk.put("/accounts/password", { password: "شجرة أركان تحت المطر" })).status).toBe(204);
  expect((await phone.get("/accounts/sessions")).status).toBe(401);
  expect((await desk.get("/accounts/sessions")).status).toBe(200);
  expect((await signIn(phone, "renewer", PASSWORD)).status).toBe(401);
  expect((await signIn(phone, "renewer", "شجرة أركان تحت المطر")).status).toBe(200);
  await bed.told();
  const { items } = (await desk.get("/notifications")).body as unknown as { items: { text: string }[] };
  expect(items.some(({ text }) => text.includes("mot de passe"))).toBe(true);
});

test("a grave act needs a proof of the last five minutes", async () => {
  await someone(bed, "signer");
  const browser = bed.browser();
  await signIn(browser, "signer");
  expect((await browser.post("/accounts/recovery-codes")).status).toBe(201);
  bed.clock.advance(5 * 60_000 + 1);
  const refused = await browser.post("/accounts/recovery-codes");
  expect(refused).toMatchObject({ status: 401, body: { code: "accounts.step_up_required" } });
  expect((await browser.post("/session/step-up", { password: "not this one at all" })).status).toBe(401);
  expect((await browser.post("/session/step-up", { password: PASSWORD })).status).toBe(204);
  expect((await browser.post("/accounts/recovery-codes")).status).toBe(201);
  await withApp(bed, browser);
  bed.clock.advance(5 * 60_000 + 1);
  expect((await browser.post("/session/step-up", { password: PASSWORD })).body).toMatchObject({
    code: "accounts.factor_needed",
  });
  expect((await events("accounts.stepped_up")).at(-1)).toMatchObject({ body: { proof: "password" } });
});

test("preferences are kept with the account and in the browser", async () => {
  await someone(bed, "polyglot");
  const browser = bed.browser();
  await signIn(browser, "polyglot");
  expect((await browser.patch("/session/preferences", { locale: "ar", theme: "dark" })).status).toBe(204);
  expect((await browser.get("/session")).body).toMatchObject({ locale: "ar", theme: "dark" });
  expect(browser.jar.get("diwan_locale")).toBe("ar");
  const elsewhere = bed.browser("192.168.1.70");
  await signIn(elsewhere, "polyglot");
  expect((await elsewhere.get("/session")).body).toMatchObject({ locale: "ar", theme: "dark" });
});
