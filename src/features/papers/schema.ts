import { z } from "zod";
import { Day, Id, Instant } from "#platform/wire/day.ts";
import { Level } from "#platform/wire/level.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const PaperView = z.object({
  id: Id,
  kind: z.string(),
  reference: z.string(),
  title: LocalizedName,
  language: z.enum(["ar", "fr", "bilingual"]),
  person: z.object({ id: Id, name: LocalizedName }),
  signedBy: z.object({ id: Id, name: LocalizedName }),
  subject: Id,
  day: Day,
  issuedAt: Instant,
  level: Level,
  /** False while the PDF is being set. */
  ready: z.boolean(),
  sha256: z.string().nullable(),
  size: z.number().int().nullable(),
  verification: z.object({ url: z.string(), code: z.string() }),
  revokedAt: Instant.nullable(),
  revokeReason: z.string().nullable(),
  /** A lower classification that waits for a second person. */
  lowering: z
    .object({ level: Level, reason: z.string(), by: z.object({ id: Id, name: LocalizedName }), at: Instant })
    .nullable(),
  abilities: z.array(z.enum(["revoke", "classify", "confirm_lowering", "decline_lowering"])),
});
export type PaperView = z.infer<typeof PaperView>;

/** What an outsider reported at the desk of a paper he doubts. */
export const DepositView = z.object({
  id: Id,
  /** The number the person was given. */
  receipt: z.string(),
  receivedAt: Instant,
  words: z.string(),
  contact: z.string().nullable(),
  /** Whether the code that was scanned is that of a paper of ours. */
  ours: z.boolean(),
  /** That paper, where the reader may open it. */
  paper: z.object({ id: Id, reference: z.string() }).nullable(),
  handled: z
    .object({ at: Instant, by: z.object({ id: Id, name: LocalizedName }).nullable(), answer: z.string() })
    .nullable(),
  abilities: z.array(z.enum(["handle"])),
});
export type DepositView = z.infer<typeof DepositView>;
