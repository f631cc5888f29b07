import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type HelpLanguage, type HelpPage, JOBS, type Job } from "../../src/features/help/web/tree.ts";
import { HelpFault, parseHelp, type Written, type WrittenBlock } from "./parse.ts";

export const ROOT = join(import.meta.dirname, "../..");
/** Help stands beside the screens it explains: those of the shell, and those of each feature. */
export const HELP_FOLDERS = ["src/web/help", "src/features/*/help"];

/** What the journeys saw when they took a picture: its size in CSS pixels, and the words of its controls and headings. */
export type TakenPicture = { width: number; height: number; words: string[] };
/** `pictures.json` of a help folder, by `<name>.<language>`. */
export type TakenPictures = Record<string, TakenPicture>;

/** A page of one language as written, with where it stands. */
export type WrittenPage = Omit<HelpPage, "blocks"> & { file: string; folder: string; blocks: WrittenBlock[] };
export type BookFault = { file: string; line?: number; fault: string };
export type Book = { pages: WrittenPage[]; faults: BookFault[] };

export const pictureFile = (folder: string, name: string, language: HelpLanguage): string =>
  join(folder, "pictures", `${name}.${language}.webp`);

export function takenIn(folder: string, root = ROOT): TakenPictures {
  const file = join(root, folder, "pictures/pictures.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as TakenPictures) : {};
}

export const helpFolders = (root = ROOT): string[] =>
  HELP_FOLDERS.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();

/**
 * Every page of one language. What is common to both languages (job, screens, order) stands in the head of the Arabic
 * file alone; the French one bears its title.
 */
export function readBook(language: HelpLanguage, root = ROOT): Book {
  const faults: BookFault[] = [];
  const pages: WrittenPage[] = [];
  for (const folder of helpFolders(root))
    for (const arabic of globSync(`${folder}/*.ar.md`, { cwd: root }).sort()) {
      const file = language === "ar" ? arabic : arabic.replace(/\.ar\.md$/, `.${language}.md`);
      try {
        pages.push(pageOf(folder, file, read(join(root, arabic)), read(join(root, file))));
      } catch (error) {
        const line = error instanceof HelpFault ? { line: error.line } : {};
        faults.push({ file, ...line, fault: error instanceof Error ? error.message : String(error) });
      }
    }
  return { pages: pages.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id)), faults };
}

function read(path: string): Written {
  if (!existsSync(path)) throw new Error("is missing");
  return parseHelp(readFileSync(path, "utf8"));
}

function pageOf(folder: string, file: string, arabic: Written, own: Written): WrittenPage {
  const { job, screens = "", order = "50" } = arabic.head;
  const title = own.head.title;
  if (!title) throw new HelpFault(1, "no title");
  if (!JOBS.includes(job as Job)) throw new HelpFault(1, `job is one of ${JOBS.join(", ")}`);
  return {
    id: `${basename(dirname(folder))}/${basename(file).replace(/\.\w+\.md$/, "")}`,
    file,
    folder,
    title,
    job: job as Job,
    order: Number(order),
    screens: screens.split(",").flatMap((one) => one.trim() || []),
    blocks: own.blocks,
  };
}
