import { zip } from "./zip.ts";

/** A sheet to write: its first row is the heading. All cells are texts, so that nothing is turned into a number. */
export type NewSheet = { name: string; rows: readonly (readonly string[])[]; widths?: readonly number[] };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** A workbook (Office Open XML, ECMA-376) of plain texts with a bold frozen heading; `rightToLeft` for Arabic readers. */
export function writeXlsx(sheets: readonly NewSheet[], { rightToLeft = false } = {}): Buffer {
  const paths = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`);
  const entry = (path: string, text: string) => ({ path, bytes: Buffer.from(XML + text) });
  const type = (path: string, kind: string) =>
    `<Override PartName="/xl/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="r${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return zip([
    entry(
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("workbook.xml", "sheet.main")}${type("styles.xml", "styles")}${paths.map((path) => type(path, "worksheet")).join("")}</Types>`,
    ),
    entry(
      "_rels/.rels",
      `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ),
    entry(
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${markup(sheetName(name))}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join("")}</sheets></workbook>`,
    ),
    entry(
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="${PACKAGE}/relationships">${paths.map((path, index) => relation(index + 1, "worksheet", path)).join("")}${relation(paths.length + 1, "styles", "styles.xml")}</Relationships>`,
    ),
    entry("xl/styles.xml", STYLES),
    ...sheets.map((sheet, index) => entry(`xl/${paths[index]}`, worksheet(sheet, rightToLeft))),
  ]);
}

/** Style 0 is a text (format 49, `@`), 1 the bold heading. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function worksheet({ rows, widths = [] }: NewSheet, rightToLeft: boolean): string {
  const columns = widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="0" customWidth="1"/>`)
    .join("");
  const lines = rows.map((cells, row) => {
    const texts = cells.map((text, column) =>
      text === ""
        ? ""
        : `<c r="${letters(column)}${row + 1}" s="${row === 0 ? 1 : 0}" t="inlineStr"><is><t xml:space="preserve">${markup(text)}</t></is></c>`,
    );
    return `<row r="${row + 1}">${texts.join("")}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${rightToLeft ? ' rightToLeft="1"' : ""}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns && `<cols>${columns}</cols>`}<sheetData>${lines.join("")}</sheetData></worksheet>`;
}

/** 0 is A, 26 is AA. */
function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/** At most 31 signs, without those that Excel refuses. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const markup = (text: string): string =>
  text.replace(UNWRITABLE, "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
