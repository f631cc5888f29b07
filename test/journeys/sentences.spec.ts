import { expect, test } from "@playwright/test";
import { signedIn } from "./fixtures.ts";

const KEY = /\b(web|requests|leave|papers|people|accounts|help|feedback|administration|calendar)\.[a-z_.]+\b/g;
const LATE_MS = 4_000;

test("no key of a sentence is ever shown, however late the sentences come", async ({ browser }) => {
  const page = await signedIn(browser, "hr1");
  await page.route(/assets\/rest-/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await route.continue();
  });
  await page.goto("/");
  await expect(page.getByRole("row").first()).toBeVisible();
  const words = () => page.locator("body").innerText();
  const until = Date.now() + LATE_MS;
  while (Date.now() < until) expect((await words())?.match(KEY) ?? []).toEqual([]);
  await expect(page.locator("main aside")).toContainText("أيام");
  expect((await words())?.match(KEY) ?? []).toEqual([]);
  await page.context().close();
});
