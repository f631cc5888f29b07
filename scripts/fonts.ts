/**
 * The interface's fonts, cut at build to the letters the interface can show. OFL fonts from npm; nothing is fetched.
 * Budgets: 80 kB for an Arabic reader, 40 kB for a French one, first screen.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import subset from "subset-font";
import type { Plugin } from "vite";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = join(ROOT, "node_modules/@expo-google-fonts");
export const FONTS = join(ROOT, ".diwan/fonts");

type Range = [from: number, to: number];

/** French, English, Tamazight in Latin letters, the punctuation offices type, arrows and the euro. */
const LATIN: Range[] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x152, 0x153],
  [0x178, 0x178],
  [0x263, 0x263],
  [0x300, 0x301],
  [0x323, 0x323],
  [0x1e0c, 0x1e0d],
  [0x1e24, 0x1e25],
  [0x1e5a, 0x1e5b],
  [0x1e62, 0x1e63],
  [0x1e6c, 0x1e6d],
  [0x1e92, 0x1e93],
  [0x2010, 0x2014],
  [0x2018, 0x201e],
  [0x2020, 0x2026],
  [0x202f, 0x202f],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2116, 0x2116],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2264, 0x2265],
];
/** Arabic with the Moroccan letters of أݣادير and ڭ, Qur'anic marks left out. */
const ARABIC: Range[] = [
  [0x20, 0x20],
  [0x28, 0x29],
  [0x2e, 0x2f],
  [0x30, 0x3a],
  [0xab, 0xab],
  [0xbb, 0xbb],
  [0x60c, 0x60c],
  [0x61b, 0x61b],
  [0x61f, 0x61f],
  [0x621, 0x63a],
  [0x640, 0x652],
  [0x660, 0x66d],
  [0x670, 0x671],
  [0x67e, 0x67e],
  [0x686, 0x686],
  [0x698, 0x698],
  [0x6a4, 0x6a4],
  [0x6a9, 0x6a9],
  [0x6ad, 0x6ad],
  [0x6af, 0x6af],
  [0x6cc, 0x6cc],
  [0x763, 0x763],
  [0x200c, 0x200f],
];
const TIFINAGH: Range[] = [
  [0x2d30, 0x2d67],
  [0x2d6f, 0x2d6f],
];

interface Cut {
  name: string;
  source: string;
  ranges: Range[];
  /** Latin needs no alternate glyphs; Arabic cannot be shaped without them. */
  noLayoutClosure?: boolean;
  /** Only the text weight keeps its hints: they matter at 13 px on the screens of old PCs, not in headings. */
  noHinting?: boolean;
}
const CUTS: Cut[] = [
  {
    name: "plex-400",
    source: "ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf",
    ranges: LATIN,
    noLayoutClosure: true,
  },
  {
    name: "plex-600",
    source: "ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf",
    ranges: LATIN,
    noLayoutClosure: true,
    noHinting: true,
  },
  {
    name: "plex-arabic-400",
    source: "ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf",
    ranges: ARABIC,
  },
  {
    name: "plex-arabic-600",
    source: "ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf",
    ranges: ARABIC,
    noHinting: true,
  },
  {
    name: "tifinagh-400",
    source: "noto-sans-tifinagh/400Regular/NotoSansTifinagh_400Regular.ttf",
    ranges: TIFINAGH,
  },
];

const letters = (ranges: Range[]): string =>
  ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)))
    .join("");

/** Writes the woff2 files into `.diwan/fonts`; does nothing when sources and ranges are those of the last run. */
export async function cutFonts(): Promise<void> {
  const sources = await Promise.all(CUTS.map((cut) => readFile(join(SOURCES, cut.source))));
  const hash = createHash("sha256").update(JSON.stringify(CUTS));
  for (const source of sources) hash.update(source);
  const stamp = hash.digest("hex");
  const stampFile = join(FONTS, "stamp");
  if (existsSync(stampFile) && (await readFile(stampFile, "utf8")) === stamp) return;
  await mkdir(FONTS, { recursive: true });
  for (const [i, cut] of CUTS.entries()) {
    const { noLayoutClosure, noHinting } = cut;
    const options = { targetFormat: "woff2", noLayoutClosure, noHinting };
    const woff2 = await subset(sources[i] as Buffer, letters(cut.ranges), options);
    await writeFile(join(FONTS, `${cut.name}.woff2`), woff2);
  }
  await writeFile(stampFile, stamp);
}

/** The build's step: fonts are there before the first style sheet asks for them. */
export const fonts = (): Plugin => ({ name: "diwan-fonts", config: cutFonts });

if (import.meta.main) await cutFonts();
