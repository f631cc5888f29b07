import type { z } from "zod";
import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { notFound } from "#platform/problem.ts";
import { occupantsOf } from "../directory.ts";
import { titleFor } from "../names.ts";
import { mayManage } from "../policy.ts";
import type { PostRecord, UnitBranch, UnitRecord } from "../schema.ts";
import { postsByIds, postsOfUnits } from "../store.ts";
import { namedIn, ref, viewAssistant, viewDelegation, viewHolding } from "./acts.ts";
import * as store from "./store.ts";

/** The open units with who heads them: the tree of the directory, or with `under` the units directly below one. */
export async function unitTree(ctx: Ctx, under?: string): Promise<z.infer<typeof UnitBranch>[]> {
  const day = localDateOf(ctx.at);
  const rows = (await store.branches(ctx, day)).filter((row) => under === undefined || row.parent === under);
  const heads = await store.headPostsOf(
    ctx,
    rows.map((row) => row.id),
    day,
  );
  const posts = await postsByIds(
    ctx,
    heads.map((head) => head.id),
    day,
  );
  const occupants = await occupantsOf(ctx, posts);
  return rows.map((row) => {
    const head = occupants.get(heads.find((post) => post.unit === row.id)?.id ?? "");
    const person = head?.interim?.person ?? head?.holder ?? null;
    return {
      id: row.id,
      name: row.name,
      sigle: row.sigle,
      kind: row.kind,
      parent: row.parent,
      head: person && ref(person),
      interim: head?.interim != null,
      people: row.people,
      formerly: row.former_name && { name: row.former_name, untilDay: row.former_until! },
    };
  });
}

/** A unit with its posts and who occupies them, its past names and places, and the units below it. */
export async function unitRecord(ctx: Ctx, id: string): Promise<z.infer<typeof UnitRecord>> {
  const row = await store.unitRecord(ctx, id);
  if (!row) throw notFound();
  const day = localDateOf(ctx.at);
  const places = await store.placesOfUnit(ctx, id);
  const above = (await store.unitsAbove(ctx, id, day)).map((unit) => unit.id);
  const wanted = [id, ...above, ...places.flatMap((place) => place.parent ?? []), row.merged_into ?? []].flat();
  const names = new Map((await store.namesOn(ctx, wanted, day)).map((unit) => [unit.id, unit]));
  return {
    ...names.get(id)!,
    kind: row.kind,
    code: row.code,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    mergedInto: row.merged_into ? names.get(row.merged_into)! : null,
    minimumPresence: row.minimum_presence,
    above: above.map((unit) => names.get(unit)!),
    names: (await store.namesOfUnit(ctx, id)).map(({ from_day, until_day, ...name }) => ({
      ...name,
      fromDay: from_day,
      untilDay: until_day,
    })),
    places: places.map((place) => ({
      parent: place.parent ? names.get(place.parent)! : null,
      fromDay: place.from_day,
      untilDay: place.until_day,
      act: place.act,
    })),
    units: await unitTree(ctx, id),
    posts: await postRecords(ctx, id, day),
    abilities: { manage: await mayManage(ctx) },
  };
}

async function postRecords(ctx: Ctx, unit: string, day: string): Promise<z.infer<typeof PostRecord>[]> {
  const posts = await postsOfUnits(ctx, [unit], day);
  const ids = posts.map((post) => post.id);
  const holdings = await store.holdingsFrom(ctx, ids, day);
  const delegations = await store.delegationsOf(ctx, { posts: ids }, day, false);
  const assistants = await store.assistantsOf(ctx, { posts: ids }, day);
  const named = await namedIn(ctx, [...holdings, ...delegations, ...assistants]);
  const holders = (post: string) => holdings.filter((holding) => holding.post === post);
  return posts.map((post) => {
    const sitting = holders(post.id).find((holding) => holding.from_day <= day);
    return {
      id: post.id,
      title: titleFor(post, sitting ? named.people.get(sitting.person)!.gender : null),
      titleM: post.title,
      titleF: post.title_f,
      rank: post.rank,
      head: post.head,
      version: post.version,
      holdings: holders(post.id).map((holding) => viewHolding(holding, named, day)),
      delegations: delegations.filter((d) => d.post === post.id).map((d) => viewDelegation(d, named, day)),
      assistants: assistants.filter((a) => a.post === post.id).map((a) => viewAssistant(a, named)),
    };
  });
}
