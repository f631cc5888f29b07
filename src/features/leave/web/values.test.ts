import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Translate } from "#web/messages.tsx";
import { LeaveForm } from "../schema.ts";
import { decodeLeave, emptyLeave, encodeLeave, faultsOf, fieldOf, type LeaveValues } from "./values.ts";

const keys = ((key: string) => key) as unknown as Translate;
const filled: LeaveValues = {
  ...emptyLeave("bilingual"),
  period: { from: "2026-12-07", to: "2026-12-11" },
  replacement: { id: "01a20cfb-6d52-7f78-82f7-bfd1d8513bd5", name: "سعيد أوحمو" },
  abroad: "yes",
  country: "السنغال",
  phone: "0661 23 45 67",
};

describe("the form on its way to the server and back", () => {
  test("what is filled comes back as it was, but for the name, which the directory knows", () => {
    expect(decodeLeave(encodeLeave(filled))).toEqual({ ...filled, replacement: { ...filled.replacement, name: "" } });
  });
  test("a whole form is what the server's rule of shape takes", () => {
    expect(LeaveForm.safeParse(encodeLeave(filled).form).success).toBe(true);
  });
  test("a half-filled one says nothing of the days it does not have", () => {
    expect(encodeLeave(emptyLeave("ar")).form).not.toHaveProperty("from");
    expect(decodeLeave({ form: {}, language: "ar" })).toEqual(emptyLeave("ar"));
  });
  test("a country is only sent with a leave abroad", () => {
    expect(encodeLeave({ ...filled, abroad: "no" }).form).toMatchObject({ abroad: false, country: "" });
  });
  test("whatever stands in a stored form, it can be opened", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("from", "to", "replacement", "abroad", "country", "note"), fc.anything()),
        (form) => {
          const values = decodeLeave({ form, language: "fr" });
          expect([typeof values.country, typeof values.note]).toEqual(["string", "string"]);
        },
      ),
    );
  });
});

describe("faults the browser can tell", () => {
  test("both days are needed, in their order, and the country abroad; each at its field", () => {
    expect(faultsOf(emptyLeave("ar"), keys).map((fault) => fault.path)).toEqual(["period.from", "period.to"]);
    expect(faultsOf({ ...filled, country: " ", period: { from: "2026-12-11", to: "2026-12-07" } }, keys)).toEqual([
      { path: "period.to", title: "leave.dates_reversed" },
      { path: "country", title: "leave.country_needed" },
    ]);
    expect(faultsOf(filled, keys)).toEqual([]);
  });
  test("the server's paths lead to the same fields", () => {
    expect(["form.from", "to", "form.replacement"].map(fieldOf)).toEqual(["period.from", "period.to", "replacement"]);
  });
});
