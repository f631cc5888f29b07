import { z } from "zod";
import { hasRole, headsOver, mainPostOf, personById, requireRole } from "#features/people/api.ts";
import { isOwn } from "#platform/access/own-affairs.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { daysBetween } from "#platform/i18n/local-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { invalid } from "#platform/problem.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { bucketsOf, leaveRules } from "./account.ts";
import { correctAccount, takeOver } from "./commands.ts";
import { availableOn, firstLeaveDay } from "./leave.ts";
import { presenceOf } from "./presence.ts";
import { examine } from "./rules.ts";
import { BalanceView, PresenceView, PreviewView } from "./schema.ts";
import { entriesOf } from "./store.ts";

/** A chief may look so far; the band is a decision aid, not a register of absences. */
const WIDEST_BAND_DAYS = 100;

/** One's own account, or anyone's to the HR office. */
async function accountHolder(ctx: Ctx, person: string | undefined): Promise<string> {
  const me = personOf(ctx);
  if (!person || person === me) return me;
  await requireRole(ctx, "hr");
  return person;
}

export function routes(r: RouteTable): void {
  r.get("/leave/balance", { query: z.object({ person: Id.optional() }), response: BalanceView }, ({ ask, query }) =>
    ask(async (ctx) => {
      const person = await accountHolder(ctx, query.person);
      const rules = await leaveRules(ctx);
      const buckets = await bucketsOf(ctx, person, null);
      const hiredOn = (await personById(ctx, person))?.hiredOn;
      const entries = await entriesOf(ctx, person);
      return {
        buckets: buckets.map((bucket) => ({ ...bucket, available: bucket.balance - bucket.reserved })),
        available: availableOn(buckets, localDateOf(ctx.at), rules),
        abilities: { correct: !isOwn(ctx, person) && (await hasRole(ctx, "hr")) },
        firstLeaveOn: hiredOn ? firstLeaveDay(hiredOn, rules) : null,
        entries: entries.map(({ id, year, kind, days, request, reason, as_of, at }) => ({
          id,
          year,
          kind,
          days,
          request,
          reason,
          asOf: as_of,
          at: at.toISOString(),
        })),
      };
    }),
  );

  const preview = z
    .object({ from: Day, to: Day, replacement: Id.optional(), request: Id.optional(), person: Id.optional() })
    .refine((q) => q.from <= q.to, { path: ["to"], message: "leave.dates_reversed" });
  r.get("/leave/preview", { query: preview, response: PreviewView }, ({ ask, query, platform, call }) =>
    ask(async (ctx) => {
      const found = await examine(ctx, await accountHolder(ctx, query.person), query, query.request ?? null);
      return {
        ...found,
        buckets: found.buckets.map((bucket) => ({ ...bucket, available: bucket.balance - bucket.reserved })),
        problems: found.problems.map((p) => ({
          path: p.path,
          code: p.code,
          text: platform.catalogue.format(call.locale, p.code, p.params),
        })),
      };
    }),
  );

  const band = z.object({ unit: Id.optional(), from: Day, to: Day, except: Id.optional() });
  r.get("/leave/presence", { query: band, response: PresenceView.nullable() }, ({ ask, query }) =>
    ask(async (ctx) => {
      if (daysBetween(query.from, query.to) > WIDEST_BAND_DAYS || query.to < query.from)
        throw invalid({ path: "to", code: "leave.band_too_wide" });
      const own = (await mainPostOf(ctx, personOf(ctx)))?.unit.id;
      const unit = query.unit ?? own;
      if (!unit) return null;
      const mayLook = unit === own || (await hasRole(ctx, "hr")) || (await headsOver(ctx, personOf(ctx), unit));
      if (!mayLook) await requireRole(ctx, "hr");
      return presenceOf(ctx, unit, query.from, query.to, query.except ?? null);
    }),
  );
  r.post("/leave/corrections", { body: correctAccount.input, status: 204 }, ({ perform, body }) =>
    perform(correctAccount, body),
  );
  r.post("/leave/balances", { body: takeOver.input, status: 204 }, ({ perform, body }) => perform(takeOver, body));
}
