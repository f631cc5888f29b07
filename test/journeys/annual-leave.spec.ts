import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectSound, picture, pictureOfPdf, signedIn } from "./fixtures.ts";

test.describe.configure({ mode: "serial" });

/** A Monday well ahead, `DD/MM/YYYY`, and the Wednesday after it, both far from any holiday of the demonstration. */
function monday(weeks: number): [string, string] {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + weeks * 7 + ((8 - day.getUTCDay()) % 7 || 7));
  const text = (date: Date) =>
    `${String(date.getUTCDate()).padStart(2, "0")}/${String(date.getUTCMonth() + 1).padStart(2, "0")}/${date.getUTCFullYear()}`;
  const end = new Date(day);
  end.setUTCDate(end.getUTCDate() + 2);
  return [text(day), text(end)];
}

let address = "";

/** Opens the request and gives the visa; ten seconds later it is before the next. */
async function giveVisa(browser: Browser, login: string): Promise<void> {
  const page = await signedIn(browser, login);
  await page.goto(address);
  await page.getByRole("button", { name: "موافقة" }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "موافقة" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect.poll(async () => (await currentStep(page)).acted, { timeout: 40_000, intervals: [2_000] }).toBe(false);
  await page.context().close();
}

/** Whether an act is still held on the request. */
async function currentStep(page: Page): Promise<{ acted: boolean }> {
  return page.evaluate(async (path) => {
    const answer = await fetch(`/api${path}`);
    const { steps } = (await answer.json()) as { steps: { state: string }[] };
    return { acted: steps.some((step) => step.state === "held") };
  }, new URL(address).pathname);
}

test("an agent files an annual leave in Arabic, knowing who will decide", async ({ browser }) => {
  const page = await signedIn(browser, "salma");
  await page.goto("/leave/new");
  const [from, to] = monday(11);
  await page.getByRole("textbox", { name: "من", exact: true }).fill(from);
  await page.getByRole("textbox", { name: "إلى", exact: true }).fill(to);
  await page.keyboard.press("Tab");
  await expect(page.getByText("3 أيام عمل").first()).toBeVisible();
  await expect(page.getByRole("list", { name: "من يقرر" })).toContainText("يوسف الشرقاوي");
  await expectSound(page);
  await picture(page, "leave-request-ar");
  await page.getByRole("button", { name: "متابعة" }).click();
  await page.getByRole("button", { name: "إرسال الطلب" }).click();
  await expect(page.getByText(/C-\d{4}\/\d{4}/).first()).toBeVisible();
  await expectSound(page);
  const link = page.locator("main a[href^='/requests/']").filter({ hasNotText: "طلباتي" }).first();
  address = new URL((await link.getAttribute("href"))!, page.url()).href;
  await page.context().close();
});

test("the chiefs give their visas and the HR office checks, each from the request", async ({ browser }) => {
  test.setTimeout(240_000);
  for (const login of ["spt", "dpb", "hr1"]) await giveVisa(browser, login);
});

test("the director decides once, and the agent holds a numbered paper", async ({ browser }) => {
  const director = await signedIn(browser, "director", "ar");
  await expect(director.getByText("سلمى الرايس").first()).toBeVisible();
  await expect(director.getByRole("region", { name: "حضور الوحدة حول هذه الرخصة" })).toBeVisible();
  await picture(director, "my-work-ar");
  await expectSound(director);
  await director.goto(address);
  await director.getByRole("button", { name: "مصادقة" }).first().click();
  await expect(director.getByRole("alertdialog")).toContainText("لا رجعة فيه");
  await director.getByRole("alertdialog").getByRole("button", { name: "مصادقة" }).click();
  await expect(director.getByText("مصادق عليه").first()).toBeVisible();
  await picture(director, "request-ar");
  await director.context().close();

  const page = await signedIn(browser, "salma", "ar");
  await page.goto("/papers");
  await expect(page.getByText(/\d{4}\/DPE\/\d{4}/).first()).toBeVisible();
  await expectSound(page);
  const href = await page.locator("main a[href^='/papers/']").first().getAttribute("href");
  const id = href!.split("/").at(-1)!.split("?")[0];
  await expect.poll(async () => (await page.request.get(`/api/papers/${id}/file`)).status()).toBe(200);
  const pdf = await (await page.request.get(`/api/papers/${id}/file`)).body();
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await pictureOfPdf(browser, pdf, "decision-ar");
  await page.context().close();
});

test("the same screens in French on a phone, sound and untranslated nowhere", async ({ browser }) => {
  const page = await signedIn(browser, "dpb", "fr", "phone");
  await expect(page.getByRole("button", { name: "Approuver" }).first()).toBeVisible();
  await expectSound(page);
  await picture(page, "my-work-phone-fr");
  for (const path of ["/requests", "/leave", "/leave/new", "/papers"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectSound(page);
  }
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.context().close();
});
