import type { Finding } from "#platform/audit/verify/finding.ts";
import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, sql } from "#platform/db/db.ts";

export type RunRow = {
  id: string;
  kind: "export" | "verification";
  asked_by: string | null;
  asked_at: Date;
  done_at: Date | null;
  size: number | null;
  sound: boolean | null;
  findings: Finding[];
  digest: string | null;
  file_size: number | null;
};

export async function insertRun(ctx: Ctx, run: { id: string; kind: RunRow["kind"] }): Promise<void> {
  await sql`insert into administration.audit_run (id, kind, asked_by, asked_at)
    values (${run.id}, ${run.kind}, ${ctx.actor.id}, ${ctx.at})`.execute(ctx.tx);
}

export type RunResult = Pick<RunRow, "size" | "sound" | "findings" | "digest" | "file_size">;

export async function finishRun(ctx: Ctx, id: string, result: RunResult): Promise<void> {
  await sql`update administration.audit_run set done_at = ${ctx.at}, size = ${result.size}, sound = ${result.sound},
    findings = ${JSON.stringify(result.findings)}::jsonb, digest = ${result.digest}, file_size = ${result.file_size}
    where id = ${id}`.execute(ctx.tx);
}

export const runById = (ctx: Ctx, id: string) =>
  maybe<RunRow>(ctx.tx, sql`select * from administration.audit_run where id = ${id}`);

export const latestRuns = (ctx: Ctx, limit: number) =>
  many<RunRow>(ctx.tx, sql`select * from administration.audit_run order by asked_at desc, id desc limit ${limit}`);

/** The files of exports made before this instant. */
export const filesBefore = (ctx: Ctx, before: Date) =>
  many<{ id: string; digest: string }>(
    ctx.tx,
    sql`select id, digest from administration.audit_run where digest is not null and done_at < ${before}`,
  );

export const forgetFile = (ctx: Ctx, id: string) =>
  affected(ctx.tx, sql`update administration.audit_run set digest = null where id = ${id}`);

/** Every type of event in the log: one look at the index for each, however long the log. */
export const typesInLog = async (ctx: Ctx): Promise<string[]> =>
  (
    await many<{ type: string }>(
      ctx.tx,
      sql`with recursive seen as (
          (select type from events.event where seq is not null order by type limit 1)
          union all
          select (select e.type from events.event e where e.seq is not null and e.type > seen.type order by e.type limit 1)
          from seen where seen.type is not null)
        select type from seen where type is not null`,
    )
  ).map(({ type }) => type);
