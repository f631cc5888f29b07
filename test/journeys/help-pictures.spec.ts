import { expect, type Locator, type Page, test } from "@playwright/test";
import { signedIn } from "./fixtures.ts";
import { helpPicture, taking } from "./pictures.ts";

/** The screens of the help, in both languages: taken by `bin/pictures`, at other times compared with what was taken. */
const WORDS = {
  ar: {
    from: "من",
    to: "إلى",
    days: /أيام عمل/,
    decides: "خديجة",
    presence: "حضور الوحدة حول هذه الرخصة",
    agent: "rajae",
  },
  fr: {
    from: "Du",
    to: "Au",
    days: /jours ouvrables/,
    decides: "Khadija",
    presence: "Présence de l’unité",
    agent: "ghita",
  },
} as const;
/** Between the phone and the whole width: the matter is as wide as the page of the help. */
const NARROW = { width: 780, height: 1056 };

const day = (days: number): string => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${String(date.getUTCDate()).padStart(2, "0")}/${String(date.getUTCMonth() + 1).padStart(2, "0")}/${date.getUTCFullYear()}`;
};

/** Goes there, and waits until what the screen is for can be seen: a list has its lines, a table its rows. */
async function at(page: Page, path: string, matter: (main: Locator) => Locator): Promise<void> {
  await page.goto(path);
  await expect(matter(page.locator("main")).first()).toBeVisible();
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

/** The browser's viewer stays grey until it has drawn the sheet, now and then for ever; a grey rectangle is a small file. */
async function sheetDrawn(page: Page): Promise<void> {
  const bytes = async (): Promise<number> => (await page.locator("main iframe").screenshot()).length;
  await expect(async () => {
    await page.reload();
    await expect.poll(bytes, { intervals: [500], timeout: 15_000 }).toBeGreaterThan(30_000);
  }).toPass({ timeout: 90_000 });
}

const rows = (main: Locator): Locator => main.getByRole("cell");
const lines = (main: Locator): Locator => main.getByRole("listitem");

/** The address of the first request in the list. */
async function firstRequest(page: Page): Promise<string> {
  const links = (main: Locator): Locator => main.locator("a[href^='/requests/']:not([href$='/new'])");
  await at(page, "/requests", links);
  return (await links(page.locator("main")).first().getAttribute("href")) ?? "";
}

for (const language of ["ar", "fr"] as const) {
  const words = WORDS[language];
  const as = async (browser: Parameters<typeof signedIn>[0], login: string): Promise<Page> => {
    const page = await signedIn(browser, login, language);
    await page.setViewportSize(NARROW);
    return page;
  };

  test(`what an agent sees, ${language}`, async ({ browser }) => {
    const asking = await as(browser, words.agent);
    await at(asking, "/leave/new", (main) => main.getByRole("grid"));
    await asking.getByRole("textbox", { name: words.from, exact: true }).fill(day(41));
    await asking.getByRole("textbox", { name: words.to, exact: true }).fill(day(45));
    await asking.keyboard.press("Tab");
    await expect(asking.getByText(words.days).first()).toBeVisible();
    await expect(asking.locator("main")).toContainText(words.decides);
    await helpPicture(asking, "leave/ask");
    await asking.context().close();

    const page = await as(browser, "driss");
    await at(page, "/leave", rows);
    await helpPicture(page, "leave/balance");
    await at(page, await firstRequest(page), lines);
    await helpPicture(page, "requests/follow");
    await at(page, "/settings/security", lines);
    await helpPicture(page, "accounts/security");
    await page.context().close();
  });

  test(`a decision and the way in, ${language}`, async ({ browser }) => {
    const page = await as(browser, "imane");
    await page.setViewportSize({ width: 1280, height: 860 });
    const papers = (main: Locator): Locator => main.locator("a[href^='/papers/']");
    await at(page, "/papers", papers);
    await at(page, (await papers(page.locator("main")).first().getAttribute("href")) ?? "", (main) =>
      main.locator("iframe"),
    );
    if (taking) await sheetDrawn(page);
    await helpPicture(page, "papers/paper");
    await page.context().close();

    const stranger = await browser.newContext({ viewport: NARROW, locale: `${language}-MA` });
    const gate = await stranger.newPage();
    await at(gate, "/sign-in", (main) => main.getByRole("textbox"));
    await helpPicture(gate, "accounts/sign-in");
    await stranger.close();
  });

  test(`what a chief sees, ${language}`, async ({ browser }) => {
    const page = await as(browser, "dpb");
    await page.setViewportSize({ width: 1280, height: 860 });
    const presence = page.getByRole("region", { name: words.presence });
    await at(page, "/", () => presence);
    await helpPicture(page, "web/work");
    // The preview beside the list leads to the request.
    const address = await page.locator("main aside a[href^='/requests/']").first().getAttribute("href");
    await page.setViewportSize(NARROW);
    await at(page, address ?? "", () => presence);
    await helpPicture(page, "requests/decide");
    await helpPicture(page, "leave/presence", page.locator("div").filter({ has: presence }).last());
    await page.context().close();
  });

  test(`what an administrator sees, ${language}`, async ({ browser }) => {
    const page = await as(browser, "admin");
    await at(page, "/administration/status", lines);
    await helpPicture(page, "administration/status");
    await at(page, "/administration/accounts", rows);
    await helpPicture(page, "accounts/accounts");
    await page.context().close();
  });
}
