import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import type { Block, HelpBook, HelpPage, Inline } from "./tree.ts";

/** A page that holds all words of the question, with the first line that shows one of them. */
export type Hit = { page: HelpPage; line: string };

type Say = (label: string) => string;

/** The words of a piece of help as one reads them: labels as the product says them. */
export function textOf(pieces: readonly Inline[], say: Say): string {
  return pieces.map((piece) => pieceText(piece, say)).join("");
}

function pieceText(piece: Inline, say: Say): string {
  if (typeof piece === "string") return piece;
  if ("strong" in piece) return textOf(piece.strong, say);
  if ("label" in piece) return say(piece.label);
  if ("code" in piece) return piece.code;
  if ("text" in piece) return textOf(piece.text, say);
  return "keys" in piece ? piece.keys.join(" ") : "";
}

function linesOf(block: Block, say: Say): string[] {
  if ("heading" in block) return [textOf(block.heading, say)];
  if ("text" in block) return [textOf(block.text, say)];
  if ("note" in block) return [textOf(block.note, say)];
  if ("points" in block) return block.points.map((point) => textOf(point, say));
  if ("steps" in block) return block.steps.map((step) => textOf(step, say));
  return [block.alt];
}

const TITLE = 3;
const HEADING = 2;

/**
 * The pages in which every word of the question stands, those that name it in their title first. Letters that people
 * write one for another are one (أ ا, é e).
 */
export function searchHelp(book: HelpBook, question: string, say: Say): Hit[] {
  const words = normaliseForSearch(question).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const hits = book.pages.flatMap((page) => {
    const lines = page.blocks.flatMap((block) =>
      linesOf(block, say).map((line) => ({
        line,
        folded: normaliseForSearch(line),
        weight: "heading" in block ? HEADING : 1,
      })),
    );
    const title = normaliseForSearch(page.title);
    let weight = 0;
    for (const word of words) {
      const found = Math.max(
        title.includes(word) ? TITLE : 0,
        ...lines.map(({ folded, weight }) => (folded.includes(word) ? weight : 0)),
      );
      if (found === 0) return [];
      weight += found;
    }
    const line = lines.find(({ folded }) => words.some((word) => folded.includes(word)))?.line ?? lines[0]?.line ?? "";
    return [{ page, line, weight }];
  });
  return hits.sort((a, b) => b.weight - a.weight).map(({ page, line }) => ({ page, line }));
}
