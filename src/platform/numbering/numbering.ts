import type { Ctx } from "../context.ts";
import { affected, many, one, sql } from "../db/db.ts";
import { localDateOf } from "../i18n/zone.ts";

export type Numbered = { number: number; year: number; reference: string };

/**
 * Takes the next number of a yearly series inside the command's transaction: the row lock makes it gap-free, since a
 * command that fails gives the number back. `template` is e.g. `{seq:0000}/{year}`; the year is that of Morocco.
 */
export async function takeNumber(ctx: Ctx, series: string, template: string, subject: string): Promise<Numbered> {
  const year = Number(localDateOf(ctx.at).slice(0, 4));
  const { last } = await one<{ last: number }>(
    ctx.tx,
    sql`insert into numbering.series (name, year, last) values (${series}, ${year}, 1)
      on conflict (name, year) do update set last = numbering.series.last + 1 returning last`,
  );
  const reference = writeReference(template, last, year);
  await sql`insert into numbering.number (series, year, number, reference, subject, at)
    values (${series}, ${year}, ${last}, ${reference}, ${subject}, ${ctx.at})`.execute(ctx.tx);
  return { number: last, year, reference };
}

/** Cancels a number: it stays in the register with the reason, and is never given again. */
export async function voidNumber(ctx: Ctx, series: string, subject: string, reason: string): Promise<boolean> {
  const query = sql`update numbering.number set voided_at = ${ctx.at}, void_reason = ${reason}
    where series = ${series} and subject = ${subject} and voided_at is null`;
  return (await affected(ctx.tx, query)) > 0;
}

export type RegisterLine = {
  number: number;
  year: number;
  reference: string;
  subject: string;
  at: Date;
  voided_at: Date | null;
  void_reason: string | null;
};

/** The register of a series and year, in order. */
export const register = (ctx: Ctx, series: string, year: number) =>
  many<RegisterLine>(
    ctx.tx,
    sql`select * from numbering.number where series = ${series} and year = ${year} order by number`,
  );

/** `{seq:0000}` is padded to the zeros; `{yy}` and `{year}` the year. */
export function writeReference(template: string, number: number, year: number): string {
  return template
    .replace(/\{seq(?::(0+))?\}/g, (_all, zeros?: string) => String(number).padStart(zeros?.length ?? 1, "0"))
    .replaceAll("{year}", String(year))
    .replaceAll("{yy}", String(year % 100).padStart(2, "0"));
}
