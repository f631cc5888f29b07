import { z } from "zod";
import { personOf } from "../context.ts";
import { nextAfter, readAfter } from "../http/cursor.ts";
import type { RouteTable } from "../http/routes.ts";
import { Id, Instant } from "../wire/day.ts";
import { PageQuery, pageOf } from "../wire/page.ts";
import { markRead, noticesOf, unreadCount } from "./notify.ts";

const NoticeView = z.object({ id: Id, text: z.string(), href: z.string().nullable(), at: Instant, read: z.boolean() });

export function notificationRoutes(routes: RouteTable): void {
  const query = PageQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(20) });
  const response = pageOf(NoticeView).extend({ unread: z.number().int() });
  routes.get("/notifications", { query, response }, async ({ ask, query, call, platform }) => {
    const { rows, unread } = await ask(async (ctx) => ({
      rows: await noticesOf(ctx, personOf(ctx), readAfter(query.cursor), query.limit),
      unread: await unreadCount(ctx, personOf(ctx)),
    }));
    const items = rows.map((row) => ({
      id: row.id,
      text: platform.catalogue.format(call.locale, row.key, row.args),
      href: row.href,
      at: row.at.toISOString(),
      read: row.read_at !== null,
    }));
    return { items, unread, next: nextAfter(rows, query.limit, (row) => row.at) };
  });
  const body = z.object({ ids: z.union([z.literal("all"), z.array(Id).max(200)]) });
  routes.post("/notifications/reading", { body, keyless: true, status: 204 }, async ({ ask, body }) => {
    await ask((ctx) => markRead(ctx, personOf(ctx), body.ids));
  });
}
