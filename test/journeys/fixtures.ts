import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page } from "@playwright/test";

const PASSWORD = "diwan-demo-2026";
type Locale = "ar" | "fr";
type Width = "desktop" | "phone";
const SIZES = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
const WORDS = {
  ar: { login: "اسم الدخول", password: "كلمة المرور", enter: "الدخول" },
  fr: { login: "Identifiant", password: "Mot de passe", enter: "Se connecter" },
};

/** A person of the demonstration, signed in through the page as he would; what the browser complains of fails the journey. */
export async function signedIn(
  browser: Browser,
  login: string,
  locale: Locale = "ar",
  width: Width = "desktop",
): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[width], locale: locale === "ar" ? "ar-MA" : "fr-MA" });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) throw new Error(message.text());
  });
  await page.goto("/sign-in");
  const words = WORDS[locale];
  await page.getByRole("textbox", { name: words.login }).fill(login);
  await page.getByRole("textbox", { name: words.password }).fill(PASSWORD);
  await page.getByRole("button", { name: words.enter, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

/** No rule of WCAG 2.2 A and AA is broken on what is shown now, nothing is clipped sideways, nothing is left untranslated. */
export async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "horizontal scroll").toBeLessThanOrEqual(1);
  const text = await page.locator("body").innerText();
  expect(
    text.match(/\b(web|requests|leave|papers|people|accounts)\.[a-z_.]+\b/g) ?? [],
    "message keys shown as text",
  ).toEqual([]);
}

/** Keeps a picture for the papers that explain the product, when asked by DIWAN_PICTURES=folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.DIWAN_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
