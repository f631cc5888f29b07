import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, one, sql } from "#platform/db/db.ts";
import type { PersonRow, PostRow, UnitRow } from "../rows.ts";
import type { ImportState } from "./schema.ts";

// --- what is there, whole: an import compares thousands of lines with it ---------------------------------------

export type UnitFound = Omit<UnitRow, "position"> & { opened_on: string; closed_on: string | null };
/** Every unit with its present (or last) name. */
export const unitsFound = (ctx: Ctx) =>
  many<UnitFound>(
    ctx.tx,
    sql`select distinct on (u.id) u.id, u.kind, p.parent, u.code, u.minimum_presence, u.opened_on, u.closed_on, n.name, n.sigle
      from people.unit u join people.unit_name n on n.unit = u.id join people.unit_place p on p.unit = u.id
      order by u.id, n.from_day desc, p.from_day desc`,
  );

/** How many units and people there are. */
export const structureSize = (ctx: Ctx) =>
  one<{ units: number; people: number }>(
    ctx.tx,
    sql`select (select count(*)::int from people.unit where closed_on is null) as units,
      (select count(*)::int from people.person where left_on is null) as people`,
  );

export type PostFound = Pick<PostRow, "id" | "unit" | "rank" | "head" | "title" | "title_f" | "version"> & {
  code: string | null;
  closed_on: string | null;
};
export const postsFound = (ctx: Ctx) =>
  many<PostFound>(ctx.tx, sql`select id, code, unit, rank, head, title, title_f, version, closed_on from people.post`);

export type PersonFound = PersonRow & { search: string };
export const personsFound = (ctx: Ctx) =>
  many<PersonFound>(
    ctx.tx,
    sql`select id, ppr, cin, given_name, family_name, gender, email, phone, grade, hired_on, left_on, version, search from people.person`,
  );

/** Who holds a post in his own name, now or from a later day. */
export const holdersFound = (ctx: Ctx) =>
  many<{ person: string; post: string; unit: string }>(
    ctx.tx,
    sql`select h.person, h.post, p.unit from people.holding h join people.post p on p.id = h.post
      where h.kind = 'holder' and h.until_day is distinct from h.from_day and (h.until_day is null or h.until_day > (${ctx.at}::timestamptz at time zone 'Africa/Casablanca')::date)
      order by h.from_day`,
  );

export const assistantsFound = (ctx: Ctx) =>
  many<{ post: string; person: string }>(
    ctx.tx,
    sql`select post, person from people.assistant where until_day is null`,
  );

/**
 * Thousands of rows come in this transaction, before anyone can gather statistics: a plan made when the tables were
 * empty would read them whole each time. Plans of this session are forgotten, and new ones go by the indexes.
 */
export async function expectGrowth(ctx: Ctx): Promise<void> {
  await sql`discard plans`.execute(ctx.tx);
  await sql`select set_config('enable_seqscan', 'off', true)`.execute(ctx.tx);
}

// --- imports -------------------------------------------------------------------------------------------------------

export type ImportRow = {
  id: string;
  file_name: string;
  sha256: string;
  size: number;
  state: ImportState;
  failure: string | null;
  fingerprint: string | null;
  job: string | null;
  uploaded_by: string;
  uploaded_at: Date;
  applied_at: Date | null;
};
const IMPORT = sql.raw(
  "id, file_name, sha256, size, state, failure, fingerprint, job, uploaded_by, uploaded_at, applied_at",
);

export async function insertImport(
  ctx: Ctx,
  row: { id: string; fileName: string; sha256: string; bytes: Uint8Array; by: string },
): Promise<void> {
  await sql`insert into people.import (id, file_name, sha256, size, file, state, uploaded_by, uploaded_at)
    values (${row.id}, ${row.fileName}, ${row.sha256}, ${row.bytes.length}, ${Buffer.from(row.bytes)}, 'checking', ${row.by}, ${ctx.at})`.execute(
    ctx.tx,
  );
}

export const importById = (ctx: Ctx, id: string) =>
  maybe<ImportRow>(ctx.tx, sql`select ${IMPORT} from people.import where id = ${id}`);
export const lockImport = (ctx: Ctx, id: string) =>
  maybe<ImportRow>(ctx.tx, sql`select ${IMPORT} from people.import where id = ${id} for update`);
export const lastImports = (ctx: Ctx, limit: number) =>
  many<ImportRow>(ctx.tx, sql`select ${IMPORT} from people.import order by uploaded_at desc, id limit ${limit}`);
export const fileOf = async (ctx: Ctx, id: string): Promise<Uint8Array | null> =>
  (await maybe<{ file: Buffer | null }>(ctx.tx, sql`select file from people.import where id = ${id}`))?.file ?? null;

export async function setState(
  ctx: Ctx,
  id: string,
  { state, failure = null, job = null }: { state: ImportState; failure?: string | null; job?: string | null },
): Promise<void> {
  await sql`update people.import set state = ${state}, failure = ${failure}, job = coalesce(${job}::uuid, job) where id = ${id}`.execute(
    ctx.tx,
  );
}

export async function markChecked(ctx: Ctx, id: string, fingerprint: string): Promise<void> {
  await sql`update people.import set state = 'checked', failure = null, fingerprint = ${fingerprint} where id = ${id}`.execute(
    ctx.tx,
  );
}

/** What was imported is in the structure now: the file itself goes. */
export async function markApplied(ctx: Ctx, id: string): Promise<void> {
  await sql`update people.import set state = 'applied', failure = null, file = null, applied_at = ${ctx.at} where id = ${id}`.execute(
    ctx.tx,
  );
}

/** Files and reports from before an instant: they hold personal data that nobody waits for any more. */
export const forgetBefore = (ctx: Ctx, before: Date) =>
  affected(ctx.tx, sql`delete from people.import where uploaded_at < ${before} and state <> 'applying'`);

// --- the report of a dry run ---------------------------------------------------------------------------------------

export type LineRow = {
  position: number;
  sheet: string;
  line: number;
  action: "create" | "change" | "keep";
  level: "error" | "warning" | null;
  subject: string;
  changes: { column: string; from: string; to: string }[];
  faults: { level: "error" | "warning"; code: string; column?: string; params?: Record<string, unknown> }[];
};
const AT_ONCE = 2_000;

export async function replaceLines(ctx: Ctx, id: string, lines: readonly LineRow[]): Promise<void> {
  await sql`delete from people.import_line where import = ${id}`.execute(ctx.tx);
  for (let from = 0; from < lines.length; from += AT_ONCE)
    await sql`insert into people.import_line (import, position, sheet, line, action, level, subject, changes, faults)
      select ${id}, x.* from jsonb_to_recordset(${JSON.stringify(lines.slice(from, from + AT_ONCE))}::jsonb)
        as x (position int, sheet text, line int, action text, level text, subject text, changes jsonb, faults jsonb)`.execute(
      ctx.tx,
    );
}

/** Lines in their order; `show` is an action or a level. */
export const linesOf = (
  ctx: Ctx,
  id: string,
  { show, after, limit }: { show: string | null; after: number; limit: number },
) =>
  many<LineRow>(
    ctx.tx,
    sql`select position, sheet, line, action, level, subject, changes, faults from people.import_line
      where import = ${id} and position > ${after} and (${show}::text is null or level = ${show} or (level is distinct from 'error' and action = ${show}))
      order by position limit ${limit}`,
  );

export const countLines = (ctx: Ctx, id: string) =>
  many<{ sheet: string; create: number; change: number; keep: number; error: number; warning: number }>(
    ctx.tx,
    sql`select sheet, count(*) filter (where action = 'create' and level is distinct from 'error')::int as create,
        count(*) filter (where action = 'change' and level is distinct from 'error')::int as change,
        count(*) filter (where action = 'keep' and level is distinct from 'error')::int as keep,
        count(*) filter (where level = 'error')::int as error, count(*) filter (where level = 'warning')::int as warning
      from people.import_line where import = ${id} group by sheet order by min(position)`,
  );
