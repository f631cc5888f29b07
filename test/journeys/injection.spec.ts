import { type Browser, expect, type Page, test } from "@playwright/test";
import { signedIn } from "./fixtures.ts";

test.describe.configure({ mode: "serial" });

/** What somebody may enter as a name or a reason: markup, an end of markup, unseen characters, and no place to break. */
const HOSTILE = {
  salma: `<img src=x onerror="window.ran=1">`,
  spt: `"><script>window.ran=1</script>`,
  driss: "\u202egpj.exe",
  hamza: "W".repeat(150),
  dpb: "a\u200b\u200d\ufeffb 👩🏽‍⚖️🇲🇦",
} as const;
const UNIT = `<svg onload=window.ran=1> "><b>\u202e`;
const HOLIDAY = `{{constructor.constructor('window.ran=1')()}}<b onmouseover=window.ran=1>`;
const REASON = `javascript:window.ran=1 <a href="javascript:window.ran=1">x</a> ${"é".repeat(300)}`;

let request = "";
let person = "";
let unit = "";

type Answer<T> = { status: number; body: T };
/** As the page itself would call. */
function call<T>(page: Page, method: string, path: string, body?: object): Promise<Answer<T>> {
  return page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api${path}`, {
        method: method as string,
        headers: {
          "x-diwan": "1",
          "content-type": "application/json",
          "idempotency-key": crypto.randomUUID(),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text ? JSON.parse(text) : null) as never };
    },
    [method, path, body] as const,
  );
}
const both = (text: string) => ({ ar: text, fr: text });

/** Nothing ran, nothing was made an element, nothing stretches the page sideways. */
async function expectInert(page: Page, path: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first(), path).toBeVisible();
  // A live stream stays open on every page: the network is never idle.
  await expect(page.locator("main [aria-busy=true]"), path).toHaveCount(0);
  const found = await page.evaluate(() => ({
    ran: "ran" in globalThis,
    made: [...document.querySelectorAll("img[src='x'], [onerror], [onload], [onmouseover], a[href^='javascript:']")]
      .length,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect(found, path).toMatchObject({ ran: false, made: 0 });
  expect(found.over, `${path}: horizontal scroll`).toBeLessThanOrEqual(1);
}

type View = readonly ["ar" | "fr", "desktop" | "phone"];
const DESK: View = ["ar", "desktop"];
const PHONE: View = ["fr", "phone"];

async function look(browser: Browser, login: string, [locale, width]: View, paths: string[], shown: string[] = []) {
  const page = await signedIn(browser, login, locale, width);
  let text = "";
  for (const path of paths) {
    await page.goto(path);
    await expectInert(page, `${path} ${locale}`);
    text += await page.locator("main").innerText();
  }
  for (const one of shown) expect(text, login).toContain(one);
  await page.context().close();
}

test("names and reasons that are markup are entered as they are", async ({ browser }) => {
  const hr = await signedIn(browser, "hr1");
  const { body: found } = await call<{ items: { id: string; email: string | null }[] }>(hr, "GET", "/people?limit=100");
  for (const [login, name] of Object.entries(HOSTILE)) {
    const { id } = found.items.find(({ email }) => email?.startsWith(`${login}@`))!;
    const { body: record } = await call<{
      version: number;
      gender: string;
      email: string;
      phone: string;
      personal: { ppr: string; hiredOn: string };
      posts: { unit: { id: string } }[];
    }>(hr, "GET", `/people/${id}/record`);
    const { version, gender, email, phone, personal, posts } = record;
    const change = { version, gender, email, phone, ...personal, givenName: both(name), familyName: both(name) };
    expect((await call(hr, "PUT", `/people/${id}`, change)).status, login).toBe(204);
    if (login === "salma") [person, unit] = [id, posts[0]!.unit.id];
  }
  const today = new Date().toISOString().slice(0, 10);
  const names = { name: both(UNIT), sigle: `"><b>`, fromDay: today, act: UNIT };
  expect((await call(hr, "POST", `/units/${unit}/names`, names)).status).toBe(204);
  const holiday = {
    kind: "exceptional",
    day: `${today.slice(0, 4)}-12-30`,
    name: both(HOLIDAY),
    source: REASON.slice(0, 200),
  };
  expect((await call(hr, "POST", "/calendar/overrides", holiday)).status).toBe(201);
  const broken = await call<{ code: string }>(hr, "POST", "/calendar/overrides", { ...holiday, name: both("a\0b") });
  expect(broken).toMatchObject({ status: 422, body: { code: "http.invalid" } });
  await hr.context().close();

  const salma = await signedIn(browser, "salma", "fr");
  const from = new Date(Date.now() + 91 * 86_400_000);
  from.setUTCDate(from.getUTCDate() + ((8 - from.getUTCDay()) % 7));
  const day = from.toISOString().slice(0, 10);
  // Two days: one of them may be a holiday.
  const to = new Date(from.getTime() + 86_400_000).toISOString().slice(0, 10);
  const form = { from: day, to, note: REASON, address: `<img src=x onerror=window.ran=1>`, phone: `"><b>` };
  const draft = { kind: "leave.annual", language: "bilingual", form };
  const made = await call<{ id: string }>(salma, "POST", "/requests", draft);
  expect(made.status).toBe(201);
  request = made.body.id;
  expect((await call(salma, "POST", `/requests/${request}/submission`, { version: 1 })).status).toBe(200);
  await salma.context().close();
});

test("the person, his chief, the HR office and the administrator read them as text, on every screen", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const structure = ["/people", `/people/units/${unit}`, `/people/${person}`];
  const names = [HOSTILE.salma, HOSTILE.spt, HOSTILE.hamza, "<svg onload=window.ran=1>"];
  await look(browser, "salma", PHONE, ["/", `/requests/${request}`, "/leave/new"], [HOSTILE.salma, REASON]);
  await look(browser, "spt", DESK, ["/", `/requests/${request}`], [HOSTILE.salma]);
  await look(browser, "hr1", DESK, [...structure, "/people/units", "/calendar"], [...names, HOLIDAY]);
  await look(browser, "hr1", PHONE, structure, names);
  await look(browser, "auditor", DESK, ["/administration/audit"]);
});
