import { visible } from "#platform/access/compile.ts";
import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, sql } from "#platform/db/db.ts";
import type { After } from "#platform/http/cursor.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

export type PaperRow = {
  id: string;
  kind: string;
  series: string;
  year: number;
  number: number;
  reference: string;
  language: "ar" | "fr" | "bilingual";
  person: string;
  subject: string;
  signed_by: string;
  issued_at: Date;
  day: string;
  title: LocalizedName;
  sheet: Record<string, unknown>;
  statement: string;
  salt: string;
  digest: string | null;
  sha256: string | null;
  size: number | null;
  revoked_at: Date | null;
  revoke_reason: string | null;
  level: number;
};

const PAPER = sql`p.*, r.level from papers.paper p join access.resource r on r.id = p.id`;
/** What the actor may see (the first wall; platform/access/README.md). */
const seen = (ctx: Ctx) => visible(ctx, "read", sql`p.id`);

export const paperById = (ctx: Ctx, id: string) =>
  maybe<PaperRow>(ctx.tx, sql`select ${PAPER} where p.id = ${id} and ${seen(ctx)}`);
export const lockPaper = (ctx: Ctx, id: string) =>
  maybe<PaperRow>(ctx.tx, sql`select ${PAPER} where p.id = ${id} and ${seen(ctx)} for update of p`);
export const paperOfSubject = (ctx: Ctx, subject: string) =>
  maybe<{ id: string }>(
    ctx.tx,
    sql`select id from papers.paper p where subject = ${subject} and ${seen(ctx)} order by issued_at desc limit 1`,
  );
export const papersOf = (ctx: Ctx, person: string, after: After | null, limit: number) =>
  many<PaperRow>(
    ctx.tx,
    sql`select ${PAPER} where p.person = ${person} and ${seen(ctx)}
        and (${after?.id ?? null}::uuid is null or (p.issued_at, p.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by p.issued_at desc, p.id desc limit ${limit}`,
  );

export const fileOf = (ctx: Ctx, person: string) =>
  maybe<{ id: string }>(ctx.tx, sql`select id from papers.file where person = ${person}`);
export async function insertFile(ctx: Ctx, person: string, id: string): Promise<void> {
  await sql`insert into papers.file (person, id) values (${person}, ${id})`.execute(ctx.tx);
}

export async function insertPaper(
  ctx: Ctx,
  row: Omit<PaperRow, "digest" | "sha256" | "size" | "revoked_at" | "revoke_reason" | "level">,
): Promise<void> {
  await sql`insert into papers.paper (id, kind, series, year, number, reference, language, person, subject, signed_by, issued_at, day, title,
      sheet, statement, salt)
    values (${row.id}, ${row.kind}, ${row.series}, ${row.year}, ${row.number}, ${row.reference}, ${row.language}, ${row.person}, ${row.subject},
      ${row.signed_by}, ${row.issued_at}, ${row.day}, ${JSON.stringify(row.title)}::jsonb, ${JSON.stringify(row.sheet)}::jsonb,
      ${row.statement}, ${row.salt})`.execute(ctx.tx);
}

export async function setPdf(
  ctx: Ctx,
  id: string,
  pdf: { digest: string; sha256: string; size: number },
): Promise<void> {
  await sql`update papers.paper set digest = ${pdf.digest}, sha256 = ${pdf.sha256}, size = ${pdf.size} where id = ${id} and digest is null`.execute(
    ctx.tx,
  );
}

export const revokeRow = (ctx: Ctx, id: string, reason: string) =>
  affected(
    ctx.tx,
    sql`update papers.paper set revoked_at = ${ctx.at}, revoke_reason = ${reason} where id = ${id} and revoked_at is null`,
  );

export const revokedPapers = (ctx: Ctx) =>
  many<{ statement: string; revoked_at: Date }>(
    ctx.tx,
    sql`select statement, revoked_at from papers.paper where revoked_at is not null order by revoked_at`,
  );
