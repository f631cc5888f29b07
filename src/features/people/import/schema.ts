import { z } from "zod";
import { Id, Instant } from "#platform/wire/day.ts";

/** `stale`: what is there changed since the dry run. `unreadable`, `failed`: see `failure`. */
export const ImportState = z.enum(["checking", "checked", "unreadable", "applying", "applied", "stale", "failed"]);
export type ImportState = z.infer<typeof ImportState>;

export const ImportSheetView = z.object({
  name: z.string(),
  title: z.string(),
  hint: z.string(),
  columns: z.array(z.object({ key: z.string(), label: z.string(), hint: z.string(), required: z.boolean() })),
});
export type ImportSheetView = z.infer<typeof ImportSheetView>;

const Counts = z.object({
  create: z.number().int(),
  change: z.number().int(),
  keep: z.number().int(),
  error: z.number().int(),
  warning: z.number().int(),
});
export const ImportSummary = z.object({
  id: Id,
  fileName: z.string(),
  state: ImportState,
  uploadedAt: Instant,
  appliedAt: Instant.nullable(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;
export const ImportView = ImportSummary.extend({
  /** SHA-256 of the file: what was checked is what is applied. */
  digest: z.string(),
  size: z.number().int(),
  /** Why it could not be read or applied, as a sentence. */
  failure: z.string().nullable(),
  job: Id.nullable(),
  sheets: z.array(Counts.extend({ name: z.string(), title: z.string() })),
  total: Counts,
});
export type ImportView = z.infer<typeof ImportView>;

export const LineShown = z.enum(["error", "warning", "create", "change", "keep"]);
export const ImportLineView = z.object({
  position: z.number().int(),
  sheet: z.string(),
  line: z.number().int(),
  action: z.enum(["create", "change", "keep"]),
  subject: z.string(),
  changes: z.array(z.object({ column: z.string(), from: z.string(), to: z.string() })),
  faults: z.array(
    z.object({
      level: z.enum(["error", "warning"]),
      column: z.string().nullable(),
      code: z.string(),
      text: z.string(),
    }),
  ),
});
export type ImportLineView = z.infer<typeof ImportLineView>;
