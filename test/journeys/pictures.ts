import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CDPSession, expect, type Locator, type Page } from "@playwright/test";
import { pictureFile, ROOT, type TakenPictures } from "../../scripts/help/book.ts";
import { wordsSaid } from "../../scripts/help/words.ts";
import { readMessageAreas } from "../../src/platform/i18n/message-source.ts";

/** `bin/pictures` takes the pictures anew; otherwise each is compared with the screen as it is now. */
export const taking = process.env.DIWAN_PICTURES !== undefined;
const LIMIT = 60_000;
const QUALITIES = [82, 70, 55, 40];
const STILL_MS = 250;
/** What a screen says by itself, whatever the data: its headings and controls. */
const SPEAKING = "h1, h2, h3, button, label, legend, th, a[class*='button']";

type Language = "ar" | "fr";
type Clip = { x: number; y: number; width: number; height: number };

/**
 * The picture of a help page, `<module>/<name>`: of one part of the screen, or of its matter. Fails when what the screen
 * says is no longer what the kept picture says.
 */
export async function helpPicture(page: Page, id: string, part: Locator = page.locator("main")): Promise<void> {
  const language = (await page.locator("html").getAttribute("lang")) as Language;
  const clip = await settled(page, () => clipOf(part));
  const words = await wordsIn(part, language);
  const [module, name = ""] = id.split("/");
  const folder = module === "web" ? "src/web/help" : `src/features/${module}/help`;
  const record = join(ROOT, folder, "pictures/pictures.json");
  const taken = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as TakenPictures) : {};
  const key = `${name}.${language}`;
  if (!taking) return expect(words, `${id} has changed: run bin/pictures`).toEqual(taken[key]?.words);
  taken[key] = { width: Math.round(clip.width), height: Math.round(clip.height), words };
  await shoot(page, clip, join(ROOT, pictureFile(folder, name, language)));
  const sorted = Object.fromEntries(Object.entries(taken).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(record, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** The clip, once two looks at it are the same: nothing arrives, moves or scrolls any more. */
export async function settled(page: Page, clipNow: () => Promise<Clip>): Promise<Clip> {
  await page.evaluate(() => document.fonts.ready);
  const session = await page.context().newCDPSession(page);
  let [clip, before] = [await clipNow(), ""];
  const same = async (): Promise<boolean> => {
    await page.evaluate(() => scrollTo(0, 0));
    clip = await clipNow();
    const now = await capture(session, clip, 40);
    const still = now === before;
    before = now;
    return still;
  };
  await expect.poll(same, { message: "the screen does not come to rest", intervals: [STILL_MS] }).toBe(true);
  await session.detach();
  return clip;
}

const capture = async (session: CDPSession, clip: Clip, quality: number): Promise<string> =>
  (
    await session.send("Page.captureScreenshot", {
      format: "webp",
      quality,
      clip: { ...clip, scale: 1 },
    })
  ).data;

/** A small picture: WebP as Chromium makes it, less fine when it would be heavy. */
export async function shoot(page: Page, clip: Clip, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const bytes = Buffer.from(await capture(session, clip, quality), "base64");
    if (bytes.length > LIMIT && quality !== QUALITIES.at(-1)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    break;
  }
  await session.detach();
}

/** As far down as there is matter and window: what is beyond the window would be drawn for a window of another size. */
const clipOf = (part: Locator): Promise<Clip> =>
  part.evaluate((element) => {
    const { left, top, width, bottom } = element.getBoundingClientRect();
    const ends = [...element.children].map((child) => child.getBoundingClientRect().bottom);
    return { x: left, y: top, width, height: Math.min(bottom, innerHeight, Math.max(...ends)) - top };
  });

/** Also beyond the lower edge: how far down a heading stands depends on the data. */
async function wordsIn(part: Locator, language: Language): Promise<string[]> {
  const shown = await part
    .locator(SPEAKING)
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.getBoundingClientRect().width > 1)
        .map((element) => (element as HTMLElement).innerText),
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
