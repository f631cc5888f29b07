import { createIntl, createIntlCache } from "@formatjs/intl";
import { describe, expect, it } from "vitest";
import { compileMessage } from "#platform/i18n/compile-message.ts";
import { libraryTagOf } from "#platform/i18n/locale.ts";
import { MESSAGE_FORMATS, messageFormatters } from "#platform/i18n/message-format.ts";
import { readMessageAreas } from "#platform/i18n/message-source.ts";
import { LOCALES, type Locale } from "#platform/wire/locale.ts";
import { type MessageNode, type MessageTree, partsOf } from "./message-tree.ts";

const say = (text: string, locale: Locale, values?: Record<string, unknown>): string =>
  partsOf(compileMessage(text) as MessageTree, locale, values).join("");

/** The library of the server, as catalogue.ts sets it up. */
function library(tree: MessageTree, locale: Locale, values: Record<string, unknown>): string {
  const intl = createIntl(
    {
      locale: libraryTagOf(locale),
      messages: { m: tree as never },
      formats: MESSAGE_FORMATS as never,
      onError: () => {},
    },
    createIntlCache(),
  );
  Object.assign(intl.formatters, messageFormatters(locale));
  const said = intl.formatMessage({ id: "m" }, values as never) as unknown;
  return Array.isArray(said) ? said.join("") : String(said);
}

/** A value of the kind each argument takes. */
function samples(tree: MessageTree, count: number, found: Record<string, unknown> = {}): Record<string, unknown> {
  const visit = (node: MessageNode): void => {
    if (node.type === 1) found[node.value] ??= "2026/1042";
    if (node.type === 2) found[node.value] = count;
    if (node.type === 3 || node.type === 4) found[node.value] = new Date("2026-11-24T09:05:00Z");
    if (node.type === 6) found[node.value] = count;
    if (node.type === 5) found[node.value] = Object.keys(node.options)[count % Object.keys(node.options).length];
    if (node.type === 8) found[node.value] = (chunks: unknown[]) => `[${chunks.join("")}]`;
    if (node.type === 5 || node.type === 6) for (const { value } of Object.values(node.options)) value.forEach(visit);
    if (node.type === 8) node.children.forEach(visit);
  };
  tree.forEach(visit);
  return found;
}

describe("a compiled message", () => {
  it("says every sentence of the program in the words of the server's library", () => {
    let compared = 0;
    for (const { texts } of readMessageAreas()) {
      for (const locale of LOCALES) {
        for (const text of Object.values(texts[locale])) {
          if (typeof text !== "string") continue;
          const tree = compileMessage(text) as MessageTree;
          for (const count of [0, 1, 2, 3, 11, 100]) {
            const values = samples(tree, count);
            expect(partsOf(tree, locale, values).join(""), text).toBe(library(tree, locale, values));
            compared += 1;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it("takes the exact number before the category, and counts # without the offset", () => {
    const text = "{n, plural, offset:1 =0 {none} one {you and # more} other {you and # others}}";
    expect(say(text, "en", { n: 0 })).toBe("none");
    expect(say(text, "en", { n: 2 })).toBe("you and 1 more");
    expect(say(text, "en", { n: 4 })).toBe("you and 3 others");
  });

  it("gives a tag its own words", () => {
    const parts = partsOf(compileMessage("a <b>{x}</b>") as MessageTree, "fr", {
      x: "1",
      b: (chunks: unknown[]) => chunks,
    });
    expect(parts).toEqual(["a ", ["\u2068", "1", "\u2069"]]);
  });

  it("refuses to be said without its values", () => {
    expect(() => say("hello {name}", "en")).toThrow(RangeError);
  });
});
