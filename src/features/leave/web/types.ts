import type { z } from "zod";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { BalanceView, EntryView, PresenceView, PreviewView } from "../schema.ts";

export type Preview = z.infer<typeof PreviewView>;
export type Balance = z.infer<typeof BalanceView>;
export type Entry = z.infer<typeof EntryView>;
export type Presence = z.infer<typeof PresenceView>;
export type Take = Preview["takes"][number];

/** What the server computed of a leave when it was sent (`facts` of the request); absent in a draft. */
export type LeaveFacts = {
  from: string;
  to: string;
  days: number;
  calendarDays: number;
  off: Preview["off"];
  returnOn: string;
  takes: Take[];
  buckets: { year: number; balance: number; reserved: number }[];
  after: number;
  replacement: LocalizedName | null;
  abroad: boolean;
  country: string;
  /** The days before a holiday moved. */
  recountedFrom?: number;
};

export const factsOf = (facts: Record<string, unknown>): LeaveFacts | null =>
  typeof facts.from === "string" ? (facts as unknown as LeaveFacts) : null;
