import { expect, test } from "@playwright/test";
import { expectSound, signedIn } from "./fixtures.ts";

const LAST_DAY = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10).split("-").reverse().join("/");

test("the head of human resources names an interim, who reads it on every screen", async ({ browser }) => {
  const page = await signedIn(browser, "srh", "fr");
  await page.goto("/people");
  await page.getByRole("searchbox").fill("Nadia");
  await page.getByRole("link", { name: /Nadia/ }).first().click();
  await page.getByRole("button", { name: "Autres actes" }).click();
  await page.getByRole("menuitem", { name: "Affecter à un poste" }).click();
  const dialog = page.getByRole("dialog");
  const unit = dialog.getByRole("combobox", { name: "Unité" });
  await unit.fill("indicateurs");
  await expect(page.getByText("Service des indicateurs et de la performance")).toBeVisible();
  await unit.press("ArrowDown");
  await unit.press("Enter");
  await dialog.getByRole("combobox", { name: "Poste" }).selectOption({ index: 1 });
  await dialog.getByText("Par intérim").click();
  await dialog.getByRole("textbox", { name: "Dernier jour" }).fill(LAST_DAY);
  await dialog.getByRole("textbox", { name: "Numéro de l’acte" }).fill("12/2026");
  await dialog.getByRole("button", { name: "Charger de l’intérim" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("12/2026").first()).toBeVisible();
  await expectSound(page);
  await page.context().close();

  const interim = await signedIn(browser, "nadia", "fr");
  await expect(interim.getByText(/Vous assurez l.intérim/)).toBeVisible();
  await interim.context().close();
});
