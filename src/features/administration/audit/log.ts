import { z } from "zod";
import { hasRole, requireRole } from "#features/people/api.ts";
import { type AuditLine as Line, listAudit } from "#platform/audit/query.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { endOfDay, startOfDay } from "#platform/time/zone.ts";
import { Day } from "#platform/wire/day.ts";
import type { AuditLine } from "../schema.ts";
import { eventSentences, namesOf } from "./sentences.ts";

export const AuditQuery = z.object({
  /** A person's id, or the name of a job, subscriber or console login. */
  actor: z.string().max(100).optional(),
  /** An exact type, or a whole feature as `leave.*`. */
  type: z.string().max(100).optional(),
  subject: z.string().max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
type AuditQuery = z.infer<typeof AuditQuery>;

/** The log is read by the auditors and by the administrators. */
export const mayReadAudit = (ctx: Ctx) => hasRole(ctx, "auditor", "administrator");
export const requireAuditReader = (ctx: Ctx) => requireRole(ctx, "auditor", "administrator");

/** One page of the log, the newest first. Looking is told to the log itself, with what was looked for. */
export async function readLog(ctx: Ctx, query: AuditQuery, before: number | null, limit: number): Promise<AuditLine[]> {
  await requireAuditReader(ctx);
  const { from, to, ...exact } = query;
  const lines = await listAudit(ctx.tx, {
    ...exact,
    from: from ? startOfDay(from) : undefined,
    to: to ? endOfDay(to) : undefined,
    before: before ?? undefined,
    limit,
  });
  await emit(ctx, "administration.audit_read", null, { ...query, before });
  return present(ctx, lines);
}

async function present(ctx: Ctx, lines: readonly Line[]): Promise<AuditLine[]> {
  const sentences = await eventSentences(ctx, lines);
  const names = await namesOf(
    ctx,
    lines.flatMap((line) => [line.actor, line.onBehalf]),
  );
  return lines.map((line, index) => {
    const { seq, id, type, subject, body, actor, onBehalf } = line;
    const behalf = onBehalf ? names.get(onBehalf) : undefined;
    return {
      seq,
      id,
      at: line.at.toISOString(),
      actorKind: line.actorKind as AuditLine["actorKind"],
      actor,
      actorName: (actor && names.get(actor)) || null,
      onBehalf: onBehalf && behalf ? { id: onBehalf, name: behalf } : null,
      type,
      subject,
      sentence: sentences[index] ?? null,
      body,
    };
  });
}
