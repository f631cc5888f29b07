import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { pictureFile, ROOT, type TakenPictures } from "../../scripts/help/book.ts";
import { wordsSaid } from "../../scripts/help/words.ts";
import { readMessageAreas } from "../../src/platform/i18n/message-source.ts";

/** `bin/pictures` takes the pictures anew; otherwise each is compared with the screen as it is now. */
const taking = process.env.DIWAN_PICTURES !== undefined;
const LIMIT = 60_000;
const QUALITIES = [82, 70, 55, 40];
const TALLEST = 1000;
/** What a screen says by itself, whatever the data: its headings and controls. */
const SPEAKING = "h1, h2, h3, button, label, legend, th, a[class*='button']";

type Language = "ar" | "fr";
type Clip = { x: number; y: number; width: number; height: number };

/**
 * The picture of a help page, `<module>/<name>`: of one part of the screen, or of its matter. Fails when what the screen
 * says is no longer what the kept picture says.
 */
export async function helpPicture(page: Page, id: string, part: Locator = page.locator("main")): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => scrollTo(0, 0));
  const language = (await page.locator("html").getAttribute("lang")) as Language;
  const clip = await clipOf(page, part);
  const words = await wordsIn(page, clip, language);
  const [module, name = ""] = id.split("/");
  const folder = module === "web" ? "src/web/help" : `src/features/${module}/help`;
  const record = join(ROOT, folder, "pictures/pictures.json");
  const taken = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as TakenPictures) : {};
  const key = `${name}.${language}`;
  if (!taking) return expect(words, `${id} has changed: run bin/pictures`).toEqual(taken[key]?.words);
  taken[key] = { width: Math.round(clip.width), height: Math.round(clip.height), words };
  mkdirSync(dirname(record), { recursive: true });
  await shoot(page, clip, join(ROOT, pictureFile(folder, name, language)));
  const sorted = Object.fromEntries(Object.entries(taken).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(record, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** A small picture: WebP as Chromium makes it, less fine when it would be heavy. */
export async function shoot(page: Page, clip: Clip, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const { data } = await session.send("Page.captureScreenshot", {
      format: "webp",
      quality,
      clip: { ...clip, scale: 1 },
      captureBeyondViewport: true,
    });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length > LIMIT && quality !== QUALITIES.at(-1)) continue;
    writeFileSync(file, bytes);
    break;
  }
  await session.detach();
}

/** In pixels of the whole page, no taller than a picture may be. */
async function clipOf(page: Page, part: Locator): Promise<Clip> {
  const box = await part.boundingBox();
  if (!box) throw new Error("the part of the screen is not shown");
  const { x, y } = await page.evaluate(() => ({ x: scrollX, y: scrollY }));
  return { x: box.x + x, y: box.y + y, width: box.width, height: Math.min(box.height, TALLEST) };
}

async function wordsIn(page: Page, clip: Clip, language: Language): Promise<string[]> {
  const shown = await page.evaluate(
    ({ speaking, clip }) =>
      [...document.querySelectorAll<HTMLElement>(speaking)]
        .filter((element) => {
          const box = element.getBoundingClientRect();
          const [middleX, middleY] = [box.x + scrollX + box.width / 2, box.y + scrollY + box.height / 2];
          const inside = middleX > clip.x && middleX < clip.x + clip.width;
          return box.width > 1 && inside && middleY > clip.y && middleY < clip.y + clip.height;
        })
        .map((element) => element.innerText),
    { speaking: SPEAKING, clip },
  );
  const said = wordsSaid(readMessageAreas(), language);
  const words = shown.map((text) =>
    text
      .replace(/[\u2066-\u2069]/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  return [...new Set(words.filter((word) => said.has(word)))].sort();
}
