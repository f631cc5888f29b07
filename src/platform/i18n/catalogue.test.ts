import { expect, test } from "vitest";
import { openCatalogue } from "./catalogue.ts";
import { compileCatalogue, packCatalogue } from "./compile-catalogue.ts";
import { compileMessage } from "./compile-message.ts";
import { isolate, withoutMarks } from "./isolate.ts";
import { argumentsOf } from "./message-arguments.ts";
import { type MessageArea, readMessageAreas } from "./message-source.ts";

const area = (name: string, texts: Partial<MessageArea["texts"]>): MessageArea => ({
  area: name,
  folder: `/${name}/messages`,
  texts: { ar: {}, fr: {}, zgh: {}, en: {}, ...texts },
  review: [],
});

const papers = area("papers", {
  ar: {
    "papers.count":
      "{n, plural, =0 {لا توجد وثائق} one {وثيقة واحدة} two {وثيقتان} few {# وثائق} many {# وثيقة} other {# وثيقة}}",
    "papers.sent": "أرسل {name} الوثيقة {ref} يوم {day, date, full}",
    "papers.price": "{price, number, money} ({share, number, percent})",
  },
  fr: {
    "papers.count": "{n, plural, one {# document} other {# documents}}",
    "papers.sent": "{name} a envoyé {ref} le {day, date, full}",
    "papers.price": "{price, number, money} ({share, number, percent})",
    "papers.name": "{name}",
    "papers.at": "Reçu le {at, date, short} à {at, time}",
    "papers.who": "{kind, select, unit {L’unité {name}} other {M. {name}}}",
    "papers.help": "Lisez <b>{name}</b>",
    "papers.rank": "{n, selectordinal, one {#er} other {#e}}",
  },
  zgh: { "papers.count": "{n, plural, one {# ⵜⴰⵡⵔⵉⵇⵜ} other {# ⵜⵡⵔⵉⵇⵉⵏ}}" },
  en: { "papers.count": "{n, plural, one {# document} other {# documents}}" },
});
const catalogue = openCatalogue([papers]);

test("Arabic counts in its six forms", () => {
  const said = [0, 1, 2, 5, 11, 100, 1234].map((n) => catalogue.format("ar", "papers.count", { n }));
  expect(said).toEqual([
    "لا توجد وثائق",
    "وثيقة واحدة",
    "وثيقتان",
    "5 وثائق",
    "11 وثيقة",
    "100 وثيقة",
    "1\u202f234 وثيقة",
  ]);
});

test("French and Tamazight count nothing in the singular; numbers are grouped our way", () => {
  expect([0, 1, 2, 1234].map((n) => catalogue.format("fr", "papers.count", { n }))).toEqual([
    "0 document",
    "1 document",
    "2 documents",
    "1\u202f234 documents",
  ]);
  expect([0, 1, 2].map((n) => catalogue.format("zgh", "papers.count", { n }))).toEqual([
    "0 ⵜⴰⵡⵔⵉⵇⵜ",
    "1 ⵜⴰⵡⵔⵉⵇⵜ",
    "2 ⵜⵡⵔⵉⵇⵉⵏ",
  ]);
  expect(catalogue.format("fr", "papers.rank", { n: 1 })).toBe("1er");
});

test("what is put into a sentence keeps its direction; dates are written our way", () => {
  expect(catalogue.format("ar", "papers.sent", { name: "Ahmed", ref: "12/DB/2026", day: "2026-08-21" })).toBe(
    `أرسل ${isolate("Ahmed")} الوثيقة ${isolate("12/DB/2026")} يوم الجمعة، 21 غشت 2026`,
  );
  expect(catalogue.format("fr", "papers.name", { name: "Ahmed" })).toBe("Ahmed");
});

test("instants are shown in Morocco, money from centimes", () => {
  expect(catalogue.format("fr", "papers.at", { at: "2026-08-21T23:30:00Z" })).toBe("Reçu le 22/08/2026 à 00:30");
  expect(catalogue.format("ar", "papers.price", { price: 123_450, share: 0.2 })).toBe(
    "1\u202f234,50\u00a0درهم (20\u202f%)",
  );
});

test("a choice is made on the bare word, the name inside it isolated", () => {
  expect(catalogue.format("fr", "papers.who", { kind: "unit", name: "SRH" })).toBe(`L’unité ${isolate("SRH")}`);
  expect(catalogue.format("fr", "papers.who", { kind: "person", name: "Alami" })).toBe(`M. ${isolate("Alami")}`);
});

test("a localized name is said in the reader's language", () => {
  const name = { ar: "مديرية الميزانية", fr: "Direction du budget" };
  expect(withoutMarks(catalogue.format("fr", "papers.sent", { name, ref: "1", day: "2026-01-02" }))).toMatch(
    /^Direction du budget/,
  );
  expect(withoutMarks(catalogue.format("ar", "papers.sent", { name, ref: "1", day: "2026-01-02" }))).toContain(
    "مديرية الميزانية",
  );
});

test("markup is a function of what stands inside", () => {
  const b = (chunks: string[]) => `*${chunks.join("")}*`;
  expect(withoutMarks(catalogue.format("fr", "papers.help", { name: "ceci", b }))).toBe("Lisez *ceci*");
});

test("a missing language gives way along its chain; an unknown key or a missing argument gives the key", () => {
  expect(withoutMarks(catalogue.format("en", "papers.sent", { name: "A", ref: "B", day: "2026-08-01" }))).toBe(
    "A a envoyé B le samedi 1er août 2026",
  );
  expect(withoutMarks(catalogue.format("zgh", "papers.sent", { name: "A", ref: "B", day: "2026-08-01" }))).toMatch(
    /^أرسل A/,
  );
  expect(catalogue.format("ar", "papers.nothing")).toBe("papers.nothing");
  expect(catalogue.format("ar", "papers.sent", { name: "A" })).toBe("papers.sent");
  expect(catalogue.has("papers.sent")).toBe(true);
  expect(catalogue.has("papers.nothing")).toBe(false);
});

test("a malformed message is denounced by its key and language", () => {
  expect(() => compileCatalogue([area("x", { fr: { "x.y": "{n, plural, one {a}" } })], "fr")).toThrow(/x\.y \(fr\)/);
  expect(() => compileMessage("{n, plural, one {a}}")).toThrow();
});

test("packed, a text without arguments is just its text", () => {
  const packed = packCatalogue(compileCatalogue([area("x", { fr: { "x.a": "Bonjour", "x.b": "{n}" } })], "fr"));
  expect(packed).toEqual({ "x.a": "Bonjour", "x.b": [{ type: 1, value: "n" }] });
});

test("arguments are found wherever they stand, each of its kind", () => {
  const message = compileMessage(
    "{who} <b>{k, select, a {{day, date}} other {{n, plural, one {{deep}} other {#}}}}</b> {p, number} {t, time} {n}",
  );
  expect(Object.fromEntries(argumentsOf(message))).toEqual({
    who: "text",
    b: "tag",
    k: "choice",
    day: "moment",
    n: "count",
    deep: "text",
    p: "count",
    t: "moment",
  });
});

test("the program's own messages are read from their folders and all compile", () => {
  const areas = readMessageAreas();
  expect(areas.map(({ area: name }) => name)).toContain("i18n");
  const own = openCatalogue(areas);
  expect(own.say("fr", "i18n.holiday.throne_day")).toBe("Fête du Trône");
  expect(own.say("ar", "i18n.day_unit.ouvrables", { count: 22 })).toBe("22 يوم عمل");
  for (const locale of ["ar", "fr", "zgh", "en"] as const)
    expect(Object.keys(compileCatalogue(areas, locale)).length).toBeGreaterThan(40);
});
