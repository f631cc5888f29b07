import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import type { Catalogue } from "#platform/i18n/catalogue.ts";
import { normaliseDigits } from "#platform/i18n/digits.ts";
import { type Reading as IdentifierReading, parseCin, parsePhone, parsePpr } from "#platform/i18n/identifiers.ts";
import { fromEpochDay, isLocalDate } from "#platform/i18n/local-date.ts";
import { LOCALES, type Locale } from "#platform/wire/locale.ts";
import type { Column, Reading } from "./sheet.ts";

/** The words of a column of this feature, by its name. */
export const told = (name: string, examples: string[], required = false): Told => ({
  label: `people.column_${name}`,
  hint: `people.column_${name}_hint`,
  examples,
  required,
});

type Told = { label: string; hint: string; required?: boolean; examples: readonly string[] };
const column = <T>({ required = false, ...told }: Told, read: Column<T>["read"]): Column<T> => ({
  ...told,
  required,
  read,
});

export const textColumn = (told: Told & { max?: number }): Column<string> =>
  column<string>(told, (text) =>
    text.length <= (told.max ?? 300)
      ? { value: text }
      : { code: "people.import_too_long", params: { max: told.max ?? 300 } },
  );

/** A code of the institution's own; it names the same thing whatever its case. */
export const codeColumn = (told: Told): Column<string> => textColumn({ ...told, max: 40 });
export const codeKey = (code: string): string => normaliseDigits(code).toUpperCase();

export const integerColumn = (told: Told & { min: number; max: number }): Column<number> =>
  column<number>(told, (text) => {
    const number = Number(normaliseDigits(text).replace(/[,.]0+$/, "") || Number.NaN);
    return Number.isInteger(number) && number >= told.min && number <= told.max
      ? { value: number }
      : { code: "people.import_integer", params: { min: told.min, max: told.max } };
  });

/** Days since 30 December 1899, as spreadsheets count them; 1954 to 2173. */
const SERIAL = /^[2-9]\d{4}$/;
const EPOCH_SERIAL = 25_569;

/** 2026-01-31, 31/01/2026 (also with dots or dashes), or the number of days that a spreadsheet keeps. */
export const dayColumn = (told: Told): Column<string> => column<string>(told, readDay);
function readDay(text: string): Reading<string> {
  const plain = normaliseDigits(text).replace(/[T ]00:00.*$/, "");
  if (SERIAL.test(plain)) return { value: fromEpochDay(Number(plain) - EPOCH_SERIAL) };
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(plain);
  const day = local
    ? `${local[3]}-${local[2]!.padStart(2, "0")}-${local[1]!.padStart(2, "0")}`
    : plain.replaceAll("/", "-");
  return isLocalDate(day) && day >= "1900" && day < "2200" ? { value: day } : { code: "people.import_day" };
}

const folded = (text: string) => normaliseForSearch(text).replace(/[.\s_-]/g, "");

/** One of some values, written as the value or as one of its words in any language; `words` gives message keys, the first is shown. */
export function choiceColumn<T extends string>(told: Told, words: Readonly<Record<T, readonly string[]>>): Column<T> {
  const values = Object.keys(words) as T[];
  const wordsOf = (value: T, catalogue: Catalogue) =>
    words[value].flatMap((key) => LOCALES.map((locale) => catalogue.format(locale, key)));
  const show = (value: string, catalogue: Catalogue, locale: Locale) =>
    catalogue.format(locale, words[value as T][0] as string);
  return {
    ...column<T>(told, (text, catalogue) => {
      const wanted = folded(text);
      const value = values.find((each) => [each, ...wordsOf(each, catalogue)].some((word) => folded(word) === wanted));
      return value
        ? { value }
        : { code: "people.import_choice", params: { keys: values.map((each) => words[each][0]) } };
    }),
    show,
  };
}

export const yesNoColumn = (told: Told): Column<"yes" | "no"> =>
  choiceColumn(told, {
    yes: ["people.choice_yes", "people.choice_true"],
    no: ["people.choice_no", "people.choice_false"],
  });

const identifierColumn = (told: Told, parse: (text: string) => IdentifierReading): Column<string> =>
  column<string>(told, (text) => {
    const read = parse(text);
    return read.ok ? { value: read.value } : { code: read.code };
  });
export const pprColumn = (told: Told) => identifierColumn(told, parsePpr);
export const cinColumn = (told: Told) => identifierColumn(told, parseCin);
export const phoneColumn = (told: Told) => identifierColumn(told, parsePhone);
export const emailColumn = (told: Told): Column<string> =>
  column<string>(told, (text) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { value: text } : { code: "people.import_email" },
  );

/** A person by his PPR or his CIN, as `ppr:…` or `cin:…`: the key under which the book knows him. */
export const personColumn = (told: Told): Column<string> =>
  column<string>(told, (text) => {
    const [ppr, cin] = [parsePpr(text), parseCin(text)];
    if (ppr.ok) return { value: `ppr:${ppr.value}` };
    return cin.ok ? { value: `cin:${cin.value}` } : { code: "people.import_number" };
  });
