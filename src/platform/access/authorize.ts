import type { Ctx } from "../context.ts";
import { many, sql } from "../db/db.ts";
import { notFound, problem } from "../problem.ts";
import { partsFor, readerOf, rowRule, visible } from "./compile.ts";
import { maskOf, VERBS, type Verb } from "./verbs.ts";

export type Abilities<V extends Verb = Verb> = Record<V, boolean>;

/** Whether the actor holds the verb on the resource, now. */
export async function can(ctx: Ctx, resource: string, action: Verb): Promise<boolean> {
  return (await abilities(ctx, [resource], [action])).get(resource)?.[action] ?? false;
}

/**
 * Insists. Whoever may not know that the thing exists is told the same as for a thing that does not: 404; whoever may is
 * refused by 403. He may know when he reads it, or when the feature says so (`mayKnow`: a stage he took part in).
 * @throws Problem `http.not_found` 404, `access.forbidden` 403
 */
export async function authorize(
  ctx: Ctx,
  resource: string,
  action: Verb,
  options: { mayKnow?: boolean } = {},
): Promise<void> {
  const held = (await abilities(ctx, [resource], ["read", action])).get(resource);
  if (held?.[action]) return;
  if (held?.read || options.mayKnow) throw problem("access.forbidden", 403);
  throw notFound();
}

/** What the actor may do with each, in one query; what he may not see is not in the answer. */
export async function abilities<V extends Verb>(
  ctx: Ctx,
  resources: readonly string[],
  verbs: readonly V[],
): Promise<Map<string, Abilities<V>>> {
  const held = await masks(ctx, resources);
  const answer = new Map<string, Abilities<V>>();
  for (const [id, mask] of held)
    answer.set(id, Object.fromEntries(verbs.map((verb) => [verb, (mask & VERBS[verb]) !== 0])) as Abilities<V>);
  return answer;
}

async function masks(ctx: Ctx, resources: readonly string[]): Promise<Map<string, number>> {
  const reader = readerOf(ctx, "read");
  if (resources.length === 0 || reader === "nobody") return new Map();
  const ids = sql`${[...resources]}::uuid[]`;
  if (reader === "everything") {
    const all = maskOf(Object.keys(VERBS) as Verb[]);
    const rows = await many<{ id: string }>(
      ctx.tx,
      sql`select r.id from access.resource r where r.id = any(${ids}) and r.closed_at is null`,
    );
    return new Map(rows.map(({ id }) => [id, all]));
  }
  const parts = partsFor(reader);
  const rows = await many<{ id: string; mask: number }>(
    ctx.tx,
    sql`select _r.id, (select bit_or(_e.mask) from access.acl_entry _e join access.principal_of _p on _p.principal = _e.principal
          where _e.acl = _r.acl and ${parts.person} and ${parts.since} and ${parts.until}) as mask
        from access.resource _r where _r.id = any(${ids}) and ${rowRule(parts, "probe")}`,
  );
  return new Map(rows.map(({ id, mask }) => [id, mask]));
}

/** Persons who hold the verb on a resource the actor sees: whom to notify, who will decide. */
export async function personsWhoMay(ctx: Ctx, resource: string, action: Verb): Promise<string[]> {
  const want = VERBS[action];
  const rows = await many<{ person: string }>(
    ctx.tx,
    sql`select distinct p.person from access.resource r
        join access.acl_entry e on e.acl = r.acl and e.mask & ${want}::int = ${want}::int
        join access.principal_of p on p.principal = e.principal and p.since <= ${ctx.at}::timestamptz and ${ctx.at}::timestamptz < p.until
        where r.id = ${resource}::uuid and ${visible(ctx, "read", sql`r.id`)} and r.closed_at is null
          and r.level <= access.level_of(p.person, ${ctx.at}::timestamptz) and r.comps <@ access.comps_of(p.person, ${ctx.at}::timestamptz)
        order by p.person`,
  );
  return rows.map(({ person }) => person);
}
