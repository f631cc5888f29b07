import type { Block, Inline } from "../../src/features/help/web/tree.ts";

/** A fault in a help file, at a line from 1. */
export class HelpFault extends Error {
  readonly line: number;
  constructor(line: number, fault: string) {
    super(fault);
    this.line = line;
  }
}

/** A block as written: a picture is still a name. */
export type WrittenBlock = Exclude<Block, { picture: number }> | { picture: string; alt: string };
export type Written = { head: Record<string, string>; blocks: WrittenBlock[] };

/**
 * Reads a help file: lines `name: value` between two `---`, then a small Markdown: `## heading`, paragraphs, `- point`,
 * `1. step`, `> note`, `![alt](picture)`, and in a line `**strong**`, `` `typed` ``, `{label:message.key}`, `{key:Ctrl+K}`,
 * `{help:module/page}`, `[text](/screen)`. Anything else is a fault: there is no HTML. @throws HelpFault
 */
export function parseHelp(text: string): Written {
  const lines = text.split("\n");
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) throw new HelpFault(1, "no head between two lines of ---");
  return { head: readHead(lines.slice(1, end)), blocks: readBlocks(lines, end + 1) };
}

function readHead(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line, i) => {
      const colon = line.indexOf(":");
      if (colon < 1) throw new HelpFault(i + 2, `not "name: value": ${line}`);
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}

const PICTURE = /^!\[([^\]]+)\]\(([a-z0-9-]+)\)$/;
const STARTS = /^(## |- |\d+\. |> |!\[|#|\||```|<|---)/;

function readBlocks(lines: readonly string[], from: number): WrittenBlock[] {
  const blocks: WrittenBlock[] = [];
  const list = (kind: "points" | "steps", item: Inline[], continues: boolean): void => {
    const last = blocks.at(-1);
    if (continues && last && kind in last) (last as Record<string, Inline[][]>)[kind]?.push(item);
    else blocks.push({ [kind]: [item] } as WrittenBlock);
  };
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const inline = (text: string): Inline[] => readInline(text, i + 1);
    const continues = lines[i - 1]?.trim() !== "";
    const picture = PICTURE.exec(line);
    if (line.trim() === "") continue;
    if (line.startsWith("## ")) blocks.push({ heading: inline(line.slice(3)) });
    else if (line.startsWith("- ")) list("points", inline(line.slice(2)), continues);
    else if (/^\d+\. /.test(line)) list("steps", inline(line.replace(/^\d+\. /, "")), continues);
    else if (line.startsWith("> ")) blocks.push({ note: inline(line.slice(2)) });
    else if (picture) blocks.push({ alt: picture[1] ?? "", picture: picture[2] ?? "" });
    else if (STARTS.test(line)) throw new HelpFault(i + 1, `not in the small Markdown of the help: ${line}`);
    else {
      let paragraph = line;
      while (i + 1 < lines.length && lines[i + 1]?.trim() && !STARTS.test(lines[i + 1] ?? ""))
        paragraph += ` ${lines[++i]}`;
      blocks.push({ text: inline(paragraph) });
    }
  }
  return blocks;
}

const PIECE = /\*\*(.+?)\*\*|`([^`]+)`|\{(label|key|help):([^{}]+)\}|\[([^\]]+)\]\(([^)]+)\)/g;

function readInline(text: string, line: number): Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  const plain = (part: string): void => {
    if (/[{}<>`]|\*\*|\]\(/.test(part)) throw new HelpFault(line, `not understood: ${part}`);
    if (part) pieces.push(part);
  };
  for (const found of text.matchAll(PIECE)) {
    plain(text.slice(at, found.index));
    at = found.index + found[0].length;
    pieces.push(readPiece(found, line));
  }
  plain(text.slice(at));
  return pieces;
}

function readPiece([, strong, code, kind, name, words, target]: RegExpMatchArray, line: number): Inline {
  if (strong) return { strong: readInline(strong, line) };
  if (code) return { code };
  if (kind === "label") return { label: name ?? "" };
  if (kind === "key") return { keys: (name ?? "").split("+") };
  if (kind === "help") return { page: name ?? "" };
  if (!target?.startsWith("/")) throw new HelpFault(line, `a link leads to a screen of Diwan: ${target}`);
  return { to: target, text: readInline(words ?? "", line) };
}
