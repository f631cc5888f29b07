import fc from "fast-check";
import { VERBS, type Verb } from "./verbs.ts";

/**
 * The reference that the SQL must equal: the same rule, written naively over a small world in memory, by walking and
 * without a thought for speed. Tests only. Instants are minutes after an epoch, so that boundaries are often hit.
 */
export type World = {
  /** Persons first; the last person is a guest. */
  persons: number;
  groups: number;
  memberships: { child: number; parent: number; since: number; until: number | null }[];
  clearances: { person: number; level: number; comps: string[]; since: number; until: number | null }[];
  resources: Thing[];
};
export type Thing = {
  kind: string;
  /** An earlier thing; -1: none. */
  parent: number;
  entries: { principal: number; mask: number }[] | null;
  level: number;
  comps: string[];
  closed: boolean;
};

export const EVERYONE_INDEX = -1;
export const MINUTES = 6;
const PERSONS = 4;
const GROUPS = 5;

const holds = (span: { since: number; until: number | null }, at: number) =>
  span.since <= at && (span.until === null || at < span.until);

/** What a person is at an instant: himself, everyone when he is staff, and whatever he reaches by memberships. */
export function principalsAt(world: World, person: number, at: number): Set<number> {
  const found = new Set([person]);
  if (person < world.persons - 1) found.add(EVERYONE_INDEX);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const membership of world.memberships)
      if (found.has(membership.child) && holds(membership, at)) found.add(membership.parent);
  }
  return found;
}

export function clearanceAt(world: World, person: number, at: number): { level: number; comps: string[] } {
  const valid = world.clearances.filter((clearance) => clearance.person === person && holds(clearance, at));
  return valid.sort((a, b) => b.since - a.since)[0] ?? { level: person === world.persons - 1 ? 0 : 1, comps: [] };
}

/** The list that applies: its own, or that of the nearest container that has one. */
export function entriesOn(world: World, thing: Thing): { principal: number; mask: number }[] {
  return thing.entries ?? entriesOn(world, world.resources[thing.parent]!);
}

export function may(world: World, person: number, thing: Thing, verb: Verb, at: number): boolean {
  const clearance = clearanceAt(world, person, at);
  const own = principalsAt(world, person, at);
  return (
    !thing.closed &&
    thing.level <= clearance.level &&
    thing.comps.every((comp) => clearance.comps.includes(comp)) &&
    entriesOn(world, thing).some(({ principal, mask }) => own.has(principal) && (mask & VERBS[verb]) !== 0)
  );
}

const minute = fc.integer({ min: 0, max: MINUTES });
const span = { since: minute, until: fc.option(minute) };
const comps = fc.subarray(["medical", "discipline"], { minLength: 0 });
const mostly = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const ordered = <T extends { since: number; until: number | null }>(value: T): T =>
  value.until !== null && value.until < value.since ? { ...value, until: value.since } : value;

const membership = fc
  .record({
    child: fc.integer({ min: 0, max: PERSONS + GROUPS - 2 }),
    parent: fc.integer({ min: PERSONS, max: PERSONS + GROUPS - 1 }),
    ...span,
  })
  .filter(({ child, parent }) => child < parent) // groups contain only later groups: no circle
  .map(ordered);
const clearance = fc
  .record({ person: fc.integer({ min: 0, max: PERSONS - 1 }), level: fc.integer({ min: 0, max: 4 }), comps, ...span })
  .map(ordered);
const entry = fc.record({
  principal: fc.integer({ min: EVERYONE_INDEX, max: PERSONS + GROUPS - 1 }),
  mask: fc.constantFrom(1, 3, 5, 33, 63),
});
const thing = fc.record({
  kind: fc.constantFrom("test.case", "test.paper"),
  parent: fc.nat({ max: 30 }),
  entries: fc.option(fc.array(entry, { maxLength: 3 }), { freq: 2 }),
  level: mostly(1, fc.integer({ min: 0, max: 4 })),
  comps: mostly<string[]>([], comps),
  closed: mostly(false, fc.boolean()),
});

/** Small worlds in which every rule matters: nested groups, dated memberships, inherited lists, labels, closed things. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    memberships: fc.array(membership, { maxLength: 14 }),
    clearances: fc.uniqueArray(clearance, { maxLength: 5, selector: ({ person, since }) => person * 100 + since }),
    things: fc.array(thing, { minLength: 1, maxLength: 16 }),
  })
  .map(({ memberships, clearances, things }) => ({
    persons: PERSONS,
    groups: GROUPS,
    memberships,
    clearances,
    resources: things.reduce<Thing[]>((made, one, index) => made.concat(placed(one, index, made)), []),
  }));

/** Under an earlier thing or none; closing a container closes what it holds. */
function placed(thing: Thing, index: number, earlier: Thing[]): Thing {
  const parent = (thing.parent % (index + 1)) - 1;
  const container = earlier[parent];
  return {
    ...thing,
    parent,
    entries: container ? thing.entries : (thing.entries ?? []),
    closed: thing.closed || (container?.closed ?? false),
  };
}
