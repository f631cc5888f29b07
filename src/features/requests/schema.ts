import { z } from "zod";
import { Day, Id, Instant } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const Act = z.enum(["visa", "check", "decision"]);
export type Act = z.infer<typeof Act>;
export const RequestState = z.enum(["draft", "submitted", "returned", "approved", "refused", "withdrawn", "annulled"]);
export type RequestState = z.infer<typeof RequestState>;
export const StepState = z.enum(["waiting", "current", "held", "done", "skipped", "void"]);
export const Verdict = z.enum(["approve", "refuse", "return"]);
export type Verdict = z.infer<typeof Verdict>;
/** The language of the paper, a property of the request and not of the reader's screen. */
export const Language = z.enum(["ar", "fr", "bilingual"]);
export type Language = z.infer<typeof Language>;
export const Reason = z.enum(["service_need", "presence", "replacement", "balance", "incomplete", "dates", "other"]);

export const PersonName = z.object({ id: Id, name: LocalizedName });

export const StepView = z.object({
  id: Id.nullable(),
  key: z.string(),
  act: Act,
  state: StepState,
  /** The post asked and who holds it now; an office has no post. */
  post: z.object({ id: Id, title: LocalizedName, unit: LocalizedName }).nullable(),
  office: z.string().nullable(),
  person: PersonName.nullable(),
  interim: z.boolean(),
  verdict: Verdict.nullable(),
  actedBy: PersonName.nullable(),
  capacity: z.enum(["holder", "interim", "delegate", "office"]).nullable(),
  actNumber: z.string(),
  enteredBy: PersonName.nullable(),
  hasProof: z.boolean(),
  preparedBy: PersonName.nullable(),
  proposal: z.object({ assistant: PersonName, verdict: Verdict, comment: z.string() }).nullable(),
  reason: Reason.nullable(),
  comment: z.string(),
  round: z.number().int(),
  dueOn: Day.nullable(),
  actedAt: Instant.nullable(),
  heldUntil: Instant.nullable(),
});
export type StepView = z.infer<typeof StepView>;

export const RequestAbility = z.enum([
  "edit",
  "submit",
  "withdraw",
  "discard",
  "decide",
  "undo",
  "prepare",
  "record_paper",
  "annul",
]);
export type RequestAbility = z.infer<typeof RequestAbility>;

export const RequestRow = z.object({
  id: Id,
  kind: z.string(),
  title: z.string(),
  reference: z.string().nullable(),
  state: RequestState,
  requester: PersonName,
  updatedAt: Instant,
  submittedAt: Instant.nullable(),
  /** Where it is: the post or office that holds it now. */
  at: z
    .object({
      title: LocalizedName.nullable(),
      office: z.string().nullable(),
      person: PersonName.nullable(),
      dueOn: Day.nullable(),
    })
    .nullable(),
  paper: Id.nullable(),
});
export type RequestRow = z.infer<typeof RequestRow>;

export const RequestView = RequestRow.extend({
  language: Language,
  filedBy: PersonName.nullable(),
  /** The unit of the requester when it was sent. */
  unit: z.object({ id: Id, name: LocalizedName }).nullable(),
  form: z.record(z.string(), z.unknown()),
  facts: z.record(z.string(), z.unknown()),
  version: z.number().int(),
  steps: z.array(StepView),
  abilities: z.array(RequestAbility),
  /** The step that the reader may act on. */
  currentStep: Id.nullable(),
});
export type RequestView = z.infer<typeof RequestView>;

export const Draft = z.object({
  kind: z.string().max(60),
  form: z.record(z.string(), z.unknown()),
  language: Language,
});
export const Decision = z
  .object({
    step: Id,
    version: z.number().int(),
    verdict: Verdict,
    reason: Reason.nullish(),
    comment: z.string().trim().max(2000).default(""),
  })
  .refine((d) => d.verdict === "approve" || d.reason, { path: ["reason"], message: "requests.reason_needed" })
  .refine((d) => d.reason !== "other" || d.comment.length > 0, {
    path: ["comment"],
    message: "requests.comment_needed",
  });
