import { parse } from "csv-parse/sync";

/** Excel in French and Arabic Windows writes semicolons; others commas; "Unicode text" tabs. */
const DELIMITERS = [";", ",", "\t"];

/** Rows of a CSV text (RFC 4180, with any usual delimiter); `line` is where the row begins in the file, from 1. */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const told = /^sep=(.)\r?\n/.exec(text);
  const content = told ? text.slice(told[0].length) : text;
  const rows = parse(content, {
    delimiter: told?.[1] ?? delimiterOf(content),
    relax_column_count: true,
    relax_quotes: true,
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]; // with `info` each record comes wrapped
  let line = told ? 2 : 1;
  return rows.map(({ record, info }) => {
    const row = { line, cells: record };
    line = info.lines + (told ? 2 : 1);
    return row;
  });
}

/** The delimiter that the first row uses most, outside quotes. */
function delimiterOf(text: string): string {
  const first = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text.trimStart())?.[0] ?? "").replace(/"[^"]*"/g, "");
  const times = (sign: string) => first.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

/**
 * A CSV that Excel opens by itself in this part of the world: byte order mark, semicolons, CRLF. What would be run as a
 * formula (= + - @) is kept a text by an apostrophe.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}
