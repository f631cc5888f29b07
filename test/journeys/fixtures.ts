import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page } from "@playwright/test";
import { settled, shoot } from "./pictures.ts";

const PICTURES = join(import.meta.dirname, "../../docs/pictures");
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
    text.match(/\b(web|requests|leave|papers|people|accounts|help|feedback)\.[a-z_.]+\b/g) ?? [],
    "message keys shown as text",
  ).toEqual([]);
}

/** Keeps a picture of the window for the README, when bin/pictures asks. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.DIWAN_PICTURES) return;
  const { width, height } = page.viewportSize() ?? SIZES.desktop;
  const clip = await settled(page, async () => ({ x: 0, y: 0, width, height }));
  await shoot(page, clip, join(PICTURES, `${name}.webp`));
}

/** The same of the first page of a PDF, where the machine can draw it (poppler-utils). */
export async function pictureOfPdf(browser: Browser, pdf: Buffer, name: string): Promise<void> {
  if (!process.env.DIWAN_PICTURES) return;
  const drawn = spawnSync("pdftoppm", ["-png", "-singlefile", "-r", "72"], { input: pdf, maxBuffer: 10_000_000 });
  if (drawn.status !== 0) return console.log("pdftoppm is missing: the picture of the decision stays as it is");
  const page = await browser.newPage({ viewport: { width: 595, height: 842 } });
  await page.setContent(`<body style="margin:0"><img src="data:image/png;base64,${drawn.stdout.toString("base64")}">`);
  await shoot(page, { x: 0, y: 0, width: 595, height: 842 }, join(PICTURES, `${name}.webp`));
  await page.close();
}
