import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sentence, terminalLocale } from "./words.ts";

const here = new URL("./", import.meta.url);
const LOCALES = ["ar", "fr", "zgh", "en"] as const;

function catalogue(locale: string): Record<string, string> {
  const { $review: _, ...sentences } = JSON.parse(readFileSync(new URL(`messages/${locale}.json`, here), "utf8"));
  return sentences;
}

function usedKeys(): string[] {
  const sources = readdirSync(here).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const text = sources.map((name) => readFileSync(new URL(name, here), "utf8")).join("\n");
  return [...new Set([...text.matchAll(/"(supervisor\.\w+)"/g)].map((match) => match[1] as string))].sort();
}

describe("the language of the terminal", () => {
  it.for([
    [{ LANG: "fr_MA.UTF-8" }, "fr"],
    [{ LANG: "fr_MA.UTF-8", LC_ALL: "ar_MA.UTF-8" }, "ar"],
    [{ LANG: "zgh_MA" }, "zgh"],
    [{ LANG: "C.UTF-8" }, "en"],
    [{}, "en"],
  ] as const)("of %o is %s", ([env, locale]) => {
    expect(terminalLocale(env)).toBe(locale);
  });
});

describe("the sentences", () => {
  it.for(LOCALES)("in %s are exactly those the supervisor says", (locale) => {
    expect(Object.keys(catalogue(locale)).sort()).toEqual(usedKeys());
  });

  it("fill their places", () => {
    expect(sentence("supervisor.ready", { url: "http://localhost:3000" }, "en")).toBe(
      "Diwan is ready: http://localhost:3000",
    );
    expect(sentence("supervisor.ready", { url: "http://localhost:3000" }, "ar")).toBe(
      "ديوان جاهز: http://localhost:3000",
    );
  });
});
