/**
 * Reads one workbook or list in a thread of its own: a large or hostile file holds up nobody else, and its memory and
 * time are bounded by `read-sheets.ts`.
 */
import { parentPort, workerData } from "node:worker_threads";
import readExcelFile from "read-excel-file/node";
import { readCsv } from "./csv.ts";
import { decodeText } from "./decode-text.ts";
import type { Outcome, SheetContent } from "./read-sheets.ts";
import { unzip, ZipRefused, zip } from "./zip.ts";

/** Inflated; 10,000 lines of ten columns take about 8 MB. */
const WORKBOOK_LIMIT = 128 * 1024 * 1024;
const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

async function read(bytes: Uint8Array): Promise<Outcome> {
  if (isZip(bytes)) return { sheets: await readWorkbook(bytes) };
  const text = decodeText(bytes);
  if (text === null) return { fault: "unreadable" };
  const rows = readCsv(text).map(({ line, cells }) => ({ line, cells: cells.map((cell) => tidy(bareText(cell))) }));
  return { sheets: [{ name: "", rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")) }] };
}

async function readWorkbook(bytes: Uint8Array): Promise<SheetContent[]> {
  // Packed anew, so that the library meets no size but the real one.
  const parts = unzip(bytes, { limit: WORKBOOK_LIMIT, wanted: (path) => /\.xml(\.rels)?$/.test(path) });
  const sheets = await readExcelFile(zip(parts, { stored: true }));
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data
      .map((cells, index) => ({ line: index + 1, cells: cells.map((cell) => tidy(textOf(cell))) }))
      .filter(({ cells }) => cells.some((cell) => cell !== "")),
  }));
}

/** A day as YYYY-MM-DD (Excel keeps it as a number of days, without zone); a formula is what it last gave. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

/** Without the apostrophe that keeps a spreadsheet from running a text as a formula (see `writeCsv`). */
const bareText = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, "");

/** Without the spaces and the invisible marks that copying brings. */
const tidy = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\u00a0\u202f\s]+/g, " ")
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .trim();

read(workerData as Uint8Array).then(
  (outcome) => parentPort!.postMessage(outcome),
  (error: unknown) => {
    const large = error instanceof ZipRefused && /larger/.test(error.message);
    parentPort!.postMessage({ fault: large ? "too_large" : "unreadable" } satisfies Outcome);
  },
);
