import { useQuery } from "@tanstack/react-query";
import { myWorkItems, type WorkAsk, type WorkItem, type WorkKind, type WorkVerb } from "../feature.ts";
import { get } from "../http.ts";
import { fillsOf } from "../slots.ts";

export type WorkAnswer = { items: WorkItem[]; handledThisWeek: number };

export const workQuery = { queryKey: ["work"], queryFn: () => get<WorkAnswer>("/work") };

export const useWork = () => useQuery(workQuery);

/** The kind that a feature declared for this item; none when its feature is not in this build. */
export const kindOf = (item: WorkItem): WorkKind | undefined =>
  fillsOf(myWorkItems).find((kind) => kind.kind === item.kind);

export type ItemVerb = { code: string; verb: WorkVerb };

/** What the reader may do to the item, in the order the server gives. */
export function verbsOf(item: WorkItem): ItemVerb[] {
  const known = kindOf(item)?.verbs ?? {};
  return item.verbs.flatMap((code) => {
    const verb = known[code];
    return verb ? [{ code, verb }] : [];
  });
}

/** What may be done to all of several items at once. */
export function commonVerbs(items: readonly WorkItem[]): ItemVerb[] {
  const [first, ...rest] = items;
  if (!first || rest.some((item) => item.kind !== first.kind)) return [];
  return verbsOf(first).filter(({ code }) => rest.every((item) => item.verbs.includes(code)));
}

export type Filter = WorkAsk | "all";

/** How many things each chip holds. */
export function countsOf(items: readonly WorkItem[]): Map<Filter, number> {
  const counts = new Map<Filter, number>([["all", items.length]]);
  for (const item of items) counts.set(item.ask, (counts.get(item.ask) ?? 0) + 1);
  return counts;
}
