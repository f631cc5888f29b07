import { expect, type Page, test } from "@playwright/test";
import { signedIn } from "./fixtures.ts";
import { helpPicture } from "./pictures.ts";

/** The screens of the help, in both languages: taken by `bin/pictures`, at other times compared with what was taken. */
const WORDS = {
  ar: {
    from: "من",
    to: "إلى",
    days: /أيام عمل/,
    decides: "يوسف",
    presence: "حضور الوحدة حول هذه الرخصة",
    agent: "rajae",
  },
  fr: {
    from: "Du",
    to: "Au",
    days: /jours ouvrables/,
    decides: "Youssef",
    presence: "Présence de l’unité",
    agent: "ghita",
  },
} as const;
/** Between the phone and the whole width: the matter is as wide as the page of the help. */
const NARROW = { width: 780, height: 900 };

const day = (days: number): string => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${String(date.getUTCDate()).padStart(2, "0")}/${String(date.getUTCMonth() + 1).padStart(2, "0")}/${date.getUTCFullYear()}`;
};

async function at(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

/** The address of the first request in the list. */
async function firstRequest(page: Page, list: string): Promise<string> {
  await at(page, list);
  return (await page.locator("main a[href^='/requests/']:not([href$='/new'])").first().getAttribute("href")) ?? "";
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
    await at(asking, "/leave/new");
    await asking.getByRole("textbox", { name: words.from, exact: true }).fill(day(35));
    await asking.getByRole("textbox", { name: words.to, exact: true }).fill(day(41));
    await asking.keyboard.press("Tab");
    await expect(asking.getByText(words.days).first()).toBeVisible();
    await helpPicture(asking, "leave/ask");
    await asking.context().close();

    const page = await as(browser, "driss");
    await at(page, "/leave");
    await helpPicture(page, "leave/balance");
    await at(page, await firstRequest(page, "/requests"));
    await helpPicture(page, "requests/follow");
    await at(page, "/settings/security");
    await helpPicture(page, "accounts/security");
    await page.context().close();
  });

  test(`a decision and the way in, ${language}`, async ({ browser }) => {
    const page = await as(browser, "imane");
    await page.setViewportSize({ width: 1280, height: 900 });
    await at(page, "/papers");
    await at(page, (await page.locator("main a[href^='/papers/']").first().getAttribute("href")) ?? "");
    await helpPicture(page, "papers/paper");
    await page.context().close();

    const stranger = await browser.newContext({ viewport: NARROW, locale: `${language}-MA` });
    const gate = await stranger.newPage();
    await at(gate, "/sign-in");
    await helpPicture(gate, "accounts/sign-in");
    await stranger.close();
  });

  test(`what a chief sees, ${language}`, async ({ browser }) => {
    const page = await as(browser, "dpb");
    await page.setViewportSize({ width: 1280, height: 760 });
    await at(page, "/");
    await helpPicture(page, "web/work");
    // The preview beside the list leads to the request.
    const address = await page.locator("main aside a[href^='/requests/']").first().getAttribute("href");
    await page.setViewportSize(NARROW);
    await at(page, address ?? "");
    await helpPicture(page, "requests/decide");
    const presence = page.getByRole("region", { name: words.presence });
    await helpPicture(page, "leave/presence", page.locator("div").filter({ has: presence }).last());
    await page.context().close();
  });

  test(`what an administrator sees, ${language}`, async ({ browser }) => {
    const page = await as(browser, "admin");
    await at(page, "/administration/status");
    await helpPicture(page, "administration/status");
    await at(page, "/administration/accounts");
    await helpPicture(page, "accounts/accounts");
    await page.context().close();
  });
}
