import type { Ctx } from "../context.ts";
import { many, maybe, sql, type Tx } from "../db/db.ts";
import { authorize } from "./authorize.ts";
import type { PrincipalKind } from "./principals.ts";
import { VERBS, type Verb, verbsOf } from "./verbs.ts";

/** One step from a person to what he is: by which membership, opened by which act, until when. */
export type Step = {
  membership: string;
  child: string;
  parent: string;
  since: Date;
  until: Date | null;
  act: string | null;
};
/** A way in: the steps, then the entry that names where they lead. No step: the entry names the person himself. */
export type Way = { steps: Step[]; principal: string; kind: PrincipalKind | "everyone"; verbs: Verb[] };

export type Explanation = {
  allowed: boolean;
  at: Date;
  action: Verb;
  /** Null when the resource did not exist, or was closed, at that date. */
  resource: { id: string; listFrom: string; act: string | null } | null;
  /** Shortest first, twenty at most; empty: nobody gave the verb to anything the person was. */
  ways: Way[];
  level: { required: number; held: number; ok: boolean };
  compartments: { required: string[]; missing: string[]; ok: boolean };
};

/**
 * Why a person may, or may not, do something with a resource: now, or at a past date, as it then was.
 * One who sees it may ask about himself; about others, one who may share it. To anybody else it does not exist.
 * @throws Problem 404, 403 as {@link authorize}
 */
export async function why(
  ctx: Ctx,
  person: string,
  resource: string,
  action: Verb,
  at: Date = ctx.at,
): Promise<Explanation> {
  await authorize(ctx, resource, person === ctx.actor.id ? "read" : "share");
  return explain(ctx.tx, person, resource, action, at);
}

/** {@link why} without its guard: for the operator's console, where owning the machine is the right to ask. */
export async function explain(tx: Tx, person: string, resource: string, action: Verb, at: Date): Promise<Explanation> {
  const state = await stateAt(tx, person, resource, at);
  const ways = state ? await waysIn(tx, person, state.acl, VERBS[action], at) : [];
  const required = state?.comps ?? [];
  const missing = required.filter((comp) => !state?.held_comps.includes(comp));
  const level = {
    required: state?.level ?? 0,
    held: state?.held_level ?? 0,
    ok: state !== undefined && state.level <= state.held_level,
  };
  return {
    allowed: ways.length > 0 && level.ok && missing.length === 0,
    at,
    action,
    resource: state ? { id: resource, listFrom: state.acl_from, act: state.act } : null,
    ways,
    level,
    compartments: { required, missing, ok: state !== undefined && missing.length === 0 },
  };
}

type State = {
  acl: number;
  acl_from: string;
  act: string | null;
  level: number;
  comps: string[];
  held_level: number;
  held_comps: string[];
};

const stateAt = (tx: Tx, person: string, resource: string, at: Date) =>
  maybe<State>(
    tx,
    sql`select s.acl, s.acl_from, s.act, s.level, s.comps,
          coalesce(access.level_of(${person}::uuid, ${at}::timestamptz), -1) as held_level, access.comps_of(${person}::uuid, ${at}::timestamptz) as held_comps
        from (
          select acl, acl_from, act, level, comps, closed_at from access.resource
            where id = ${resource}::uuid and changed_at <= ${at}::timestamptz
          union all
          select acl, acl_from, act, level, comps, closed_at from access.resource_past
            where resource = ${resource}::uuid and since <= ${at}::timestamptz and ${at}::timestamptz < until) s
        where s.closed_at is null`,
  );

async function waysIn(tx: Tx, person: string, acl: number, want: number, at: Date): Promise<Way[]> {
  const rows = await many<{ principal: string; kind: Way["kind"]; mask: number; steps: StepRow[] }>(
    tx,
    sql`with recursive up (principal, path, seen) as (
          select ${person}::uuid, '{}'::uuid[], array[${person}::uuid]
          union all
          select m.parent, u.path || m.id, u.seen || m.parent from up u join access.membership m on m.child = u.principal
            where m.since <= ${at}::timestamptz and ${at}::timestamptz < m.until and m.parent <> all(u.seen))
        select u.principal, p.kind, e.mask, coalesce((
            select jsonb_agg(jsonb_build_object('membership', m.id, 'child', m.child, 'parent', m.parent, 'since', m.since, 'until', m.until, 'act', m.act)
              order by s.place)
            from unnest(u.path) with ordinality s(id, place) join access.membership m on m.id = s.id), '[]') as steps
        from up u join access.principal p on p.id = u.principal
        join access.acl_entry e on e.principal = u.principal and e.acl = ${acl} and e.mask & ${want}::int = ${want}::int
        order by cardinality(u.path), u.path limit 20`,
  );
  return rows.map(({ principal, kind, mask, steps }) => ({
    principal,
    kind,
    verbs: verbsOf(mask),
    steps: steps.map(toStep),
  }));
}

type StepRow = { membership: string; child: string; parent: string; since: string; until: string; act: string | null };
const toStep = (row: StepRow): Step => ({
  ...row,
  since: new Date(row.since),
  until: row.until === "infinity" ? null : new Date(row.until),
});
