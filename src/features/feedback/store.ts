import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, sql } from "#platform/db/db.ts";
import type { After } from "#platform/http/cursor.ts";

export type ReportRow = {
  id: string;
  reporter: string;
  body: string;
  screen: string;
  browser: string;
  request_id: string | null;
  code: string | null;
  created_at: Date;
  answer: string | null;
  answered_by: string | null;
  answered_at: Date | null;
};

const COLUMNS = sql`id, reporter, body, screen, browser, request_id, code, created_at, answer, answered_by, answered_at`;

/** The reports that the actor may see, newest first: row level security filters. `mine` keeps those he made. */
export const reports = (ctx: Ctx, mine: string | null, after: After | null, limit: number) =>
  many<ReportRow>(
    ctx.tx,
    sql`select ${COLUMNS} from feedback.report
      where (${mine}::uuid is null or reporter = ${mine})
        and (${after?.id ?? null}::uuid is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by created_at desc, id desc limit ${limit}`,
  );

export const reportById = (ctx: Ctx, id: string) =>
  maybe<ReportRow>(ctx.tx, sql`select ${COLUMNS} from feedback.report where id = ${id}`);

export async function insertReport(
  ctx: Ctx,
  row: Omit<ReportRow, "created_at" | "answer" | "answered_by" | "answered_at">,
): Promise<void> {
  await sql`insert into feedback.report (id, reporter, body, screen, browser, request_id, code, created_at)
    values (${row.id}, ${row.reporter}, ${row.body}, ${row.screen}, ${row.browser}, ${row.request_id}, ${row.code}, ${ctx.at})`.execute(
    ctx.tx,
  );
}

/** Writes the answer; gives 0 when there was one. */
export const insertAnswer = (ctx: Ctx, id: string, answer: string, by: string) =>
  affected(
    ctx.tx,
    sql`update feedback.report set answer = ${answer}, answered_by = ${by}, answered_at = ${ctx.at}
      where id = ${id} and answered_at is null`,
  );
