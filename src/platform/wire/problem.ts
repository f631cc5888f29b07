import { z } from "zod";

/** A refusal on the wire: RFC 9457 problem details; `code` is the message key, `title` the sentence in the reader's language. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), title: z.string() })).optional(),
  requestId: z.string(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;
