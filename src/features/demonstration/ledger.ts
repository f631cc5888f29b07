import { addLine, leaveRules, rightOf } from "#features/leave/api.ts";
import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { PEOPLE } from "./world.ts";

/** Two years of leave account: the rights of last year and of this one, and what was taken on paper decisions. */
export async function openAccounts(ctx: Ctx, people: Readonly<Record<string, string>>): Promise<void> {
  const today = localDateOf(ctx.at);
  const thisYear = Number(today.slice(0, 4));
  const rules = await leaveRules(ctx);
  for (const [index, { login, hiredOn }] of PEOPLE.entries())
    for (const year of [thisYear - 1, thisYear]) {
      const right = rightOf(year, hiredOn, rules);
      if (right === 0) continue;
      const person = people[login]!;
      await addLine(ctx, {
        person,
        year,
        kind: "taken_over",
        days: right,
        request: null,
        reason: "",
        asOf: `${year}-01-01`,
      });
      for (const [part, days] of takenOn(index, year, thisYear, right).entries())
        await addLine(ctx, {
          person,
          year,
          kind: "debit",
          days: -days,
          request: null,
          reason: `${100 + index * 3 + part}/DPE/${year}`,
          asOf: `${year}-0${part === 0 ? 4 : 8}-15`,
        });
    }
}

/** Last year nearly all of it in two parts; this year a first part. Nobody's figure is random. */
function takenOn(index: number, year: number, thisYear: number, right: number): number[] {
  if (right < 10) return [];
  if (year < thisYear) return [5 + (index % 4), 10 + (index % 3)];
  return [4 + (index % 6)];
}
