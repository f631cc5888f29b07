import type { Ctx } from "../context.ts";
import { affected, many, one, sql } from "../db/db.ts";
import type { After } from "../http/cursor.ts";
import { newId } from "../ids.ts";
import { tell } from "../live/live.ts";

export type Notice = {
  to: readonly string[];
  /** Message key; string arguments that are names in two scripts are given as `{name: LocalizedName}`. */
  key: string;
  args?: Record<string, unknown>;
  href?: string;
  resource?: string;
  /** The event behind it; the same event tells a person once under one key. */
  event?: string;
};

/** Tells people something, in-app; nobody is told of his own act. */
export async function notify(ctx: Ctx, notice: Notice): Promise<void> {
  for (const person of new Set(notice.to)) {
    const added = await affected(
      ctx.tx,
      sql`insert into notifications.item (id, person, key, args, href, resource, event, at)
        values (${newId(ctx.at)}, ${person}, ${notice.key}, ${JSON.stringify(notice.args ?? {})}::jsonb, ${notice.href ?? null},
          ${notice.resource ?? null}, ${notice.event ?? null}, ${ctx.at}) on conflict do nothing`,
    );
    if (added) await tell(ctx.tx, person, "notifications");
  }
}

export type NoticeRow = {
  id: string;
  key: string;
  args: Record<string, unknown>;
  href: string | null;
  at: Date;
  read_at: Date | null;
};

export const noticesOf = (ctx: Ctx, person: string, after: After | null, limit: number) =>
  many<NoticeRow>(
    ctx.tx,
    sql`select id, key, args, href, at, read_at from notifications.item
      where person = ${person}
        and (${after?.id ?? null}::uuid is null or (at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by at desc, id desc limit ${limit}`,
  );

export const unreadCount = async (ctx: Ctx, person: string) =>
  (
    await one<{ n: number }>(
      ctx.tx,
      sql`select count(*) as n from notifications.item where person = ${person} and read_at is null`,
    )
  ).n;

export async function markRead(ctx: Ctx, person: string, ids: readonly string[] | "all"): Promise<void> {
  const which = ids === "all" ? sql`true` : sql`id = any(${ids}::uuid[])`;
  await sql`update notifications.item set read_at = ${ctx.at} where person = ${person} and read_at is null and ${which}`.execute(
    ctx.tx,
  );
  await tell(ctx.tx, person, "notifications");
}
