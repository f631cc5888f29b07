import { describe, expect, it } from "vitest";
import { listKey } from "./DataList.tsx";
import { readDay, typedDay } from "./day-text.ts";

const key = (code: string, key = "", control = false) => ({ code, key, ctrlKey: control, metaKey: false });

describe("a key in a list", () => {
  const place = { at: 3, last: 9 };

  it("moves by its place, whatever letter the layout puts there", () => {
    expect(listKey(key("KeyJ", "ت"), place)).toEqual({ to: 4 });
    expect(listKey(key("KeyK", "ن"), place)).toEqual({ to: 2 });
    expect(listKey(key("ArrowDown", "ArrowDown"), { at: 9, last: 9 })).toEqual({ to: 9 });
    expect(listKey(key("Home", "Home"), place)).toEqual({ to: 0 });
    expect(listKey(key("End", "End"), place)).toEqual({ to: 9 });
  });

  it("chooses, opens, and leaves the browser its own shortcuts", () => {
    expect(listKey(key("Space", " "), place)).toEqual({ do: "select" });
    expect(listKey(key("Enter", "Enter"), place)).toEqual({ do: "open" });
    expect(listKey(key("KeyA", "a", true), place)).toEqual({ do: "all" });
    expect(listKey(key("KeyJ", "j", true), place)).toBeNull();
    expect(listKey(key("KeyX", "x"), place)).toBeNull();
  });
});

describe("a typed day", () => {
  it("is read day first, in the ways people write it, with either digits", () => {
    for (const text of ["3/8/2026", "03-08-26", "03.08.2026", "03082026", "2026-08-03", "٠٣/٠٨/٢٠٢٦", " 3 8 2026 "]) {
      expect(readDay(text), text).toBe("2026-08-03");
    }
  });

  it("is nothing when no such day exists", () => {
    for (const text of ["", "31/02/2026", "12/13/2026", "demain", "3/8", "1/1/202"])
      expect(readDay(text), text).toBeNull();
  });

  it("is shown as it is typed", () => {
    expect(typedDay("2026-08-03")).toBe("03/08/2026");
    expect(typedDay(null)).toBe("");
  });
});
