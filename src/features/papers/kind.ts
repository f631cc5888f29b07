import { defineSlot } from "#platform/slots.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

/** A kind of paper as outsiders know it: its name, and the facts they can compare on the verification page. */
export type PaperKindFill = {
  kind: string;
  name: LocalizedName;
  fields: { key: string; label: LocalizedName; type: "text" | "date" | "number" }[];
};

export const paperKindSlot = defineSlot<(say: (key: string) => LocalizedName) => PaperKindFill>("papers.kind");
