import { system } from "../actor.ts";
import { transact } from "../command.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/db.ts";
import { sql } from "../db/db.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import { EVERYONE_INDEX, type World } from "./oracle.ts";
import { addPrincipal, EVERYONE } from "./principals.ts";
import { closeResource, createResource } from "./resources.ts";
import { verbsOf } from "./verbs.ts";

/** The ids that a world's indexes got in the database. */
export type Loaded = { principals: string[]; things: string[] };

const BEGINNING = Date.parse("2026-03-02T08:00:00Z");
/** The instant of a world's minute. */
export const instant = (minutes: number): Date => new Date(BEGINNING + minutes * 60_000);
const until = (minutes: number | null) => (minutes === null ? "infinity" : instant(minutes).toISOString());

/** Empties the tables and writes a world: dated rows as the owner, whom the present does not bind; resources by the API. */
export async function loadWorld(platform: Platform, ownerDb: Db, world: World): Promise<Loaded> {
  await sql`truncate access.resource, access.resource_past, access.request, access.acl_entry, access.acl, access.clearance, access.membership,
    access.principal_of, access.epoch, access.principal cascade`.execute(ownerDb);
  await sql`insert into access.principal values (${EVERYONE}, 'everyone', now())`.execute(ownerDb);
  const principals = Array.from({ length: world.persons + world.groups }, () => newId());
  const call = { actor: system("test"), locale: "ar", requestId: "test" } as const;
  await transact(platform, call, async (ctx) => {
    for (const [index, id] of principals.entries()) await addPrincipal(ctx, { id, kind: kindOf(world, index) });
  });
  await sql`update access.membership set since = '-infinity'`.execute(ownerDb);
  for (const { child, parent, since, until: end } of world.memberships)
    await sql`insert into access.membership (id, child, parent, since, until)
      values (${newId()}, ${principals[child]}, ${principals[parent]}, ${instant(since)}, ${until(end)}::timestamptz)`.execute(
      ownerDb,
    );
  for (const { person, level, comps, since, until: end } of world.clearances)
    await sql`insert into access.clearance (id, person, level, comps, since, until)
      values (${newId()}, ${principals[person]}, ${level}, ${comps}::text[], ${instant(since)}, ${until(end)}::timestamptz)`.execute(
      ownerDb,
    );
  const things = world.resources.map(() => newId());
  await transact(platform, call, (ctx) => writeThings(ctx, world, { principals, things }));
  return { principals, things };
}

const kindOf = (world: World, index: number) =>
  index < world.persons - 1 ? "person" : index < world.persons ? "guest" : "group";

async function writeThings(ctx: Ctx, world: World, { principals, things }: Loaded): Promise<void> {
  const named = (index: number) => (index === EVERYONE_INDEX ? EVERYONE : principals[index]!);
  for (const [index, thing] of world.resources.entries())
    await createResource(ctx, {
      id: things[index]!,
      kind: thing.kind,
      parent: things[thing.parent] ?? null,
      ...(thing.entries && {
        entries: thing.entries.map(({ principal, mask }) => ({ principal: named(principal), verbs: verbsOf(mask) })),
      }),
      level: thing.level,
      comps: thing.comps,
    });
  // A closed container closes what it holds; the worlds say it of each.
  for (const [index, thing] of world.resources.entries()) if (thing.closed) await closeResource(ctx, things[index]!);
}
