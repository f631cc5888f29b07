import { z } from "zod";
import type { Ctx } from "../context.ts";
import type { RouteTable } from "../http/routes.ts";
import { addDays } from "../i18n/local-date.ts";
import { localDateOf } from "../i18n/zone.ts";
import { defineSlot } from "../slots.ts";
import { Day, Instant } from "../wire/day.ts";
import { LocalizedName } from "../wire/localized-name.ts";

/** One thing that waits for the reader, whatever feature it comes from. */
export const WorkItem = z.object({
  id: z.string(),
  /** feature.what, e.g. `requests.step`. */
  kind: z.string(),
  /** What is asked of the reader: chips of My work. */
  ask: z.enum(["approve", "sign", "correct", "prepare", "read"]),
  title: z.string(),
  reference: z.string().nullable(),
  from: LocalizedName.nullable(),
  unit: LocalizedName.nullable(),
  /** In which capacity it waits for the reader, when not his own post: message key. */
  capacity: z.string().nullable(),
  waitingSince: Instant,
  dueOn: Day.nullable(),
  state: z.enum(["late", "today", "week", "later"]),
  verbs: z.array(z.string()),
  href: z.string(),
  version: z.number().int().nullable(),
  summary: z.record(z.string(), z.unknown()).nullable(),
});
export type WorkItem = z.infer<typeof WorkItem>;

/** Filled by each feature that puts things before people. */
export const workSlot = defineSlot<(ctx: Ctx) => Promise<Omit<WorkItem, "state">[]>>("work.source");

/** Late, due today, within the next seven days, or later. */
export function urgencyOf(dueOn: string | null, today: string): WorkItem["state"] {
  if (!dueOn) return "later";
  if (dueOn < today) return "late";
  if (dueOn === today) return "today";
  return dueOn <= addDays(today, 7) ? "week" : "later";
}

const ORDER = { late: 0, today: 1, week: 2, later: 3 };

export async function workOf(ctx: Ctx): Promise<WorkItem[]> {
  const today = localDateOf(ctx.at);
  const items: WorkItem[] = [];
  for (const source of workSlot.all(ctx.platform.fills))
    for (const item of await source(ctx)) items.push({ ...item, state: urgencyOf(item.dueOn, today) });
  return items.sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.waitingSince.localeCompare(b.waitingSince));
}

export function workRoutes(routes: RouteTable): void {
  const response = z.object({ items: z.array(WorkItem), handledThisWeek: z.number().int() });
  routes.get("/work", { response }, ({ ask }) =>
    ask(async (ctx) => {
      let handled = 0;
      for (const count of handledSlot.all(ctx.platform.fills)) handled += await count(ctx);
      return { items: await workOf(ctx), handledThisWeek: handled };
    }),
  );
}

/** How many things the reader dealt with in the last seven days, for the calm of an empty queue. */
export const handledSlot = defineSlot<(ctx: Ctx) => Promise<number>>("work.handled");
