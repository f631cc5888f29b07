import { expect, test } from "@playwright/test";
import { signedIn } from "./fixtures.ts";

test("what is typed while the network is gone is there again with it", async ({ browser }) => {
  const page = await signedIn(browser, "hamza", "fr");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto("/leave/new");
  const note = page.getByRole("textbox", { name: /Remarque/ });
  await note.fill("Avant");
  await expect(page.getByText(/Brouillon enregistré/)).toBeVisible();

  await page.context().setOffline(true);
  await expect(page.getByText("Hors ligne").first()).toBeVisible();
  await note.fill("Avant, puis sans réseau");
  await expect(page.getByText(/gardée dans ce navigateur/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Hors ligne" })).toBeVisible();

  await page.context().setOffline(false);
  await page.reload();
  await expect(note).toHaveValue("Avant, puis sans réseau");
  await page.context().close();
});
