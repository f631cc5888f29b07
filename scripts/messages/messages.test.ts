import { expect, test } from "vitest";
import type { MessageArea } from "../../src/platform/i18n/message-source.ts";
import { checkArea, checkUnique } from "./check-catalogue.ts";
import { checkSource } from "./check-source.ts";
import { keyTypes } from "./key-types.ts";
import { unusedKeys } from "./key-uses.ts";

type Four = [ar: string | undefined, fr: string | undefined, zgh: string | undefined, en: string | undefined];

function area(messages: Record<string, Four>, review: string[] = []): MessageArea {
  const texts = { ar: {}, fr: {}, zgh: {}, en: {} } as MessageArea["texts"];
  for (const [key, four] of Object.entries(messages)) {
    for (const [at, locale] of (["ar", "fr", "zgh", "en"] as const).entries()) {
      const text = four[at];
      if (text !== undefined) texts[locale][key] = text;
    }
  }
  return { area: "leave", folder: "src/features/leave/messages", texts, review };
}

const faults = (messages: Record<string, Four>, review?: string[]) =>
  checkArea(area(messages, review)).map(({ locale, key, fault }) => `${locale ?? "all"} ${key} ${fault}`);

const TITLE: Four = ["رخصة", "Congé", "ⵜⴰⵔⵓⵥⵉ", "Leave"];
const PLURAL_AR = "{n, plural, one {يوم} two {يومان} few {# أيام} many {# يوما} other {# يوم}}";

test("Arabic in which digits would be shown turned round is a fault", () => {
  const inArabic = (ar: string) =>
    faults({ "leave.hint": [ar, "P. ex. 2026-01-31", "ⵣⵓⵏ 2026-01-31", "Like 2026-01-31"] });
  expect(inArabic("مثل 2026-01-31")).toEqual(["ar leave.hint shows 2026-01-31 turned round: begin it with U+200E"]);
  expect(inArabic("مثل \u200e2026-01-31 أو 31/01/2026")).toEqual([]);
  expect(inArabic("مثل 05 37 12")).toEqual([
    "ar leave.hint shows 05 37 12 turned round: put it between U+2066 and U+2069",
  ]);
  expect(inArabic("مثل \u206605 37 12\u2069")).toEqual([]);
});

test("complete messages have no fault", () => {
  expect(
    faults(
      {
        "leave.title": TITLE,
        "leave.days": [
          PLURAL_AR,
          "{n, plural, one {# jour} other {# jours}}",
          "{n, plural, one {# ⵡⴰⵙⵙ} other {# ⵡⵓⵙⵙⴰⵏ}}",
          "{n, plural, one {# day} other {# days}}",
        ],
        "leave.to": ["إلى {name}", "À {name}", "ⵉ {name}", "To {name}"],
        "leave.pdf": ["PDF", "PDF", "PDF", "PDF"],
        "leave.only_arguments": ["{from} - {to}", "{from} - {to}", "{from} - {to}", "{from} - {to}"],
        "leave.mail": ["nom@exemple.ma", "nom@exemple.ma", "nom@exemple.ma", "name@example.ma"],
      },
      ["leave.title"],
    ),
  ).toEqual([]);
});

test("a language that lacks a message, or has it empty or padded", () => {
  expect(faults({ "leave.title": ["رخصة", "Congé", undefined, " "] })).toEqual([
    "zgh leave.title is missing",
    "en leave.title is empty",
  ]);
  expect(faults({ "leave.title": ["رخصة ", "Congé", "ⵜⴰ", "Leave"] })).toEqual([
    "ar leave.title begins or ends with a space",
  ]);
});

test("keys belong to their module and to one only", () => {
  expect(faults({ "papers.title": TITLE })).toEqual(["all papers.title does not begin with its module: leave."]);
  expect(faults({ "leave.Title one": TITLE })).toEqual([
    "all leave.Title one is not of the form module.words_of_the_key",
  ]);
  expect(checkUnique([area({ "leave.title": TITLE }), area({ "leave.title": TITLE })])).toHaveLength(1);
});

test("what is left over or not translated", () => {
  expect(faults({ "leave.title": ["TODO رخصة", "Congé", "ⵜⴰ", "Leave"] })).toEqual(["ar leave.title is left over"]);
  expect(faults({ "leave.title": ["Leave", "Congé", "ⵜⴰ", "Leave"] })).toEqual([
    "ar leave.title has no Arabic letter: not translated?",
  ]);
  expect(faults({ "leave.title": ["رخصة", "رخصة", "Congé", "Leave"] })).toEqual([
    "fr leave.title has no Latin letter: not translated?",
    "zgh leave.title has no Tifinagh letter: not translated?",
  ]);
  expect(
    faults({
      "leave.days": [
        PLURAL_AR,
        "{n, plural, one {# jour} other {# jours}}",
        "{n, plural, one {# jour} other {# jours}}",
        "{n, plural, one {# day} other {# days}}",
      ],
    }),
  ).toEqual(["zgh leave.days has no Tifinagh letter: not translated?"]);
});

test("plural forms each language needs", () => {
  const found = faults({
    "leave.days": [
      "{n, plural, one {يوم} other {# يوم}}",
      "{n, plural, other {# jours}}",
      "{n, plural, one {ⴰⵙⵙ} other {ⵓⵙⵙⴰⵏ}}",
      "{n, plural, one {day} other {days}}",
    ],
  });
  expect(found).toEqual(["ar leave.days plural {n} lacks two, few, many", "fr leave.days plural {n} lacks one"]);
});

test("arguments, kinds and choices must agree", () => {
  expect(faults({ "leave.to": ["إلى {name}", "À {nom}", "ⵉ {name}", "To {name}"] })).toEqual([
    "all leave.to argument {name} is not in fr",
    "all leave.to argument {nom} is not in ar, zgh, en",
  ]);
  expect(faults({ "leave.on": ["يوم {d, date}", "Le {d, number}", "ⴰⵙⵙ {d, date}", "On {d}"] })).toEqual([
    "all leave.on argument {d} is of different kinds: count, moment",
  ]);
  expect(
    faults({
      "leave.k": [
        "{k, select, a {أ} other {ب}}",
        "{k, select, b {AA} other {BB}}",
        "{k, select, a {ⴰ} other {ⴱ}}",
        "{k, select, a {AA} other {BB}}",
      ],
    })[0],
  ).toContain("chooses between different words");
});

test("malformed messages, unknown styles, a # that nobody fills, a review of nothing", () => {
  expect(faults({ "leave.x": ["{رخصة", "Congé", "ⵜⴰ", "Leave"] })[0]).toContain("ar leave.x is malformed");
  expect(
    faults({ "leave.x": ["مبلغ {p, number, currency}", "AB {p, number}", "ⵜⴰ {p, number}", "AB {p, number}"] }),
  ).toEqual(['ar leave.x has the unknown style "currency"']);
  const nested = (text: string) =>
    `{n, plural, one {${text}} two {${text}} few {${text}} many {${text}} other {{k, select, a {# ${text}} other {${text}}}}}`;
  expect(faults({ "leave.x": [nested("يوم"), nested("jour"), nested("ⴰⵙⵙ"), nested("day")] })).toHaveLength(4);
  expect(faults({ "leave.title": TITLE }, ["leave.gone"])).toEqual([
    "zgh leave.gone is under $review but does not exist",
  ]);
});

test("types say what each key needs from all languages together", () => {
  const types = keyTypes([
    area({ "leave.title": TITLE, "leave.days": [PLURAL_AR, "{n} jours pour {who}", "ⵡⴰⵙⵙ", "<b>{n}</b>"] }),
  ]);
  expect(types).toContain('"leave.title": Record<never, never>;');
  expect(types).toContain('"leave.days": { "b": Tag; "n": Count; "who": Text };');
});

test("keys that no source names, whole or by its beginning", () => {
  const one = area({ "leave.title": TITLE, "leave.state.sent": TITLE, "leave.state.done": TITLE, "leave.lost": TITLE });
  expect(unusedKeys([one], ['t("leave.title")', `t(\`leave.state.\${state}\`)`])).toEqual(["leave.lost"]);
});

const inSource = (text: string) =>
  checkSource("Page.tsx", text).map(({ line, column, fault }) => `${line}:${column} ${fault}`);

test("a sentence in JSX is found at its line and column", () => {
  expect(inSource("const a = (\n  <p>\n    Bonjour {name}\n  </p>\n)")).toEqual(['3:5 text in code: "Bonjour"']);
  expect(inSource('const a = <p>{ready ? "Ready" : t("web.wait")}</p>')).toEqual(['1:23 text in code: "Ready"']);
  expect(inSource(`const a = <p>{\`Total: \${n}\`}</p>`)).toEqual(['1:15 text in code: "Total:"']);
  expect(inSource('const a = <p>{name || "Nobody"}</p>')).toHaveLength(1);
  expect(inSource('const a = <p>{open && "Open"}</p>')).toHaveLength(1);
});

test("a sentence in an attribute that is read or heard", () => {
  expect(inSource('const a = <button aria-label="Close" />')).toEqual(['1:30 text in aria-label: "Close"']);
  expect(inSource('const a = <input placeholder={"Your name"} title={x ? "On" : t("web.off")} />')).toHaveLength(2);
  expect(inSource('const a = <a title={t("web.close")} className="Close button" href="/help">×</a>')).toEqual([]);
});

test("Arabic and Tifinagh letters nowhere but in comments", () => {
  expect(inSource('// حافظة التوقيعات\nconst a = "رخصة"')).toEqual(['2:11 letters in code: "رخصة"']);
  expect(inSource(`const a = \`ⵜⴰ \${x}\``)).toHaveLength(1);
});

test("signs, numbers, keys and calls are no sentences", () => {
  expect(inSource('const a = <p>{t("leave.title")} · {n} / 12 {" "} {format(d, "long")} &nbsp; ×</p>')).toEqual([]);
  expect(inSource('const a = <Icon name="check" /> ; const b = kind === "unit" ? <A /> : <B />')).toEqual([]);
});
