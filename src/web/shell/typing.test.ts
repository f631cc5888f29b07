import { describe, expect, it } from "vitest";
import { answers, meanings } from "./layout-text.ts";
import { shortcutOf } from "./shortcuts.ts";

describe("the palette", () => {
  it("understands a word typed on the other keyboard layout", () => {
    expect(answers("Mon travail", meanings("فقشرشهم"))).toBe(true);
    expect(answers("الطلبات", meanings("hgyfhj"))).toBe(false);
    expect(answers("الرخص", meanings("hgvow"))).toBe(true);
    expect(answers("RH", meanings("قا"))).toBe(true);
  });

  it("ignores hamza, accents and case, and wants every word", () => {
    expect(answers("الإدارة والإعداد", meanings("الاداره"))).toBe(true);
    expect(answers("Congé annuel", meanings("CONGE"))).toBe(true);
    expect(answers("Congé annuel", meanings("conge maladie"))).toBe(false);
    expect(answers("anything", meanings(""))).toBe(true);
  });
});

describe("a key on any screen", () => {
  const press = (key: string, code = "", ctrlKey = false) =>
    shortcutOf({ key, code, ctrlKey, metaKey: false, altKey: false });

  it("opens the palette and the help on every layout", () => {
    expect(press("k", "KeyK", true)).toBe("palette");
    expect(press("ن", "KeyK", true)).toBe("palette");
    expect(press("/")).toBe("palette");
    expect(press("ظ")).toBe("palette");
    expect(press("؟")).toBe("help");
    expect(press("k", "KeyK")).toBeNull();
  });
});
