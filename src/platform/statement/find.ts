/**
 * Where a statement can be found: the address behind the QR code, the statement alone, or a PDF issued by Diwan, which
 * carries it as a keyword (typst writes keywords in the information dictionary and in the XMP packet, both plain in a
 * PDF/A). Pure; also runs in the verification page.
 */
const MARK = "diwan:statement:";

/** The keyword under which a letter carries its statement. */
export const statementKeyword = (statement: string): string => `${MARK}${statement}`;

/** The address to print as a QR code: the statement stays in the fragment, which browsers never send. */
export const statementUrl = (desk: string, statement: string): string => `${desk.replace(/\/+$/, "")}/v/#${statement}`;

/** The statement in what a person pasted or scanned, or null. */
export function statementInText(text: string): string | null {
  const compact = text.replace(/\s+/g, "");
  const fragment = compact.split(compact.includes("#") ? "#" : MARK).at(-1)!;
  return /^[A-Za-z0-9_-]{170,274}$/.test(fragment) ? fragment : null;
}

/** The statement carried by a PDF file, or null. The last one counts: an updated file appends its newest information. */
export function statementInPdf(bytes: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.startsWith("%PDF-")) return null;
  const found = [...text.matchAll(/diwan:statement:([A-Za-z0-9_-]{170,274})(?![A-Za-z0-9_-])/g)];
  return found.at(-1)?.[1] ?? null;
}

/** For `bin/diwan verify FILE|STATEMENT`: the statement in a file's bytes or in a text, or null. */
export function findStatement(input: Uint8Array | string): string | null {
  if (typeof input === "string") return statementInText(input);
  return statementInPdf(input) ?? (input.length < 4096 ? statementInText(new TextDecoder().decode(input)) : null);
}
