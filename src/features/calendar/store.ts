import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, sql } from "#platform/db/db.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

export type OverrideRow = {
  id: string;
  kind: "confirmed" | "cancelled" | "exceptional";
  key: string;
  day: string;
  days: number;
  name: LocalizedName | null;
  source: string;
};
export type HijriRow = { year: number; month: number; days: 0 | 1; source: string };

export const overrides = (ctx: Ctx) =>
  many<OverrideRow>(
    ctx.tx,
    sql`select id, kind, key, day, days, name, source from calendar.override where withdrawn_at is null order by entered_at, id`,
  );
export async function insertOverride(ctx: Ctx, row: OverrideRow): Promise<void> {
  await sql`insert into calendar.override (id, kind, key, day, days, name, source, entered_by, entered_at)
    values (${row.id}, ${row.kind}, ${row.key}, ${row.day}, ${row.days}, ${row.name ? JSON.stringify(row.name) : null}::jsonb, ${row.source},
      ${ctx.actor.id}, ${ctx.at})`.execute(ctx.tx);
}
export const overrideById = (ctx: Ctx, id: string) =>
  maybe<OverrideRow>(
    ctx.tx,
    sql`select id, kind, key, day, days, name, source from calendar.override where id = ${id} and withdrawn_at is null`,
  );
export const withdrawOverrideRow = (ctx: Ctx, id: string) =>
  affected(
    ctx.tx,
    sql`update calendar.override set withdrawn_at = ${ctx.at} where id = ${id} and withdrawn_at is null`,
  );

export const hijriRows = (ctx: Ctx) =>
  many<HijriRow>(ctx.tx, sql`select year, month, days, source from calendar.hijri_month order by year, month`);
export async function upsertHijri(ctx: Ctx, row: HijriRow): Promise<void> {
  await sql`insert into calendar.hijri_month (year, month, days, source, entered_by, entered_at)
    values (${row.year}, ${row.month}, ${row.days}, ${row.source}, ${ctx.actor.id}, ${ctx.at})
    on conflict (year, month) do update set days = excluded.days, source = excluded.source, entered_by = excluded.entered_by,
      entered_at = excluded.entered_at`.execute(ctx.tx);
}
