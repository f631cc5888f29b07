import type { z } from "zod";
import { isOwn } from "#platform/access/own-affairs.ts";
import type { Ctx } from "#platform/context.ts";
import { addDays } from "#platform/i18n/local-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { notFound } from "#platform/problem.ts";
import { headsOver, mainPostOf } from "../api.ts";
import { peopleById, presentPerson } from "../directory.ts";
import { hasRole, mayManage } from "../policy.ts";
import { viewPeople } from "../present.ts";
import { rolesOfPerson } from "../roles/view.ts";
import type { PersonRecord } from "../schema.ts";
import { personsByIds } from "../store.ts";
import { isEntered } from "../structure/changes.ts";
import { namedIn, ref, viewAssistant, viewDelegation, viewHolding } from "./acts.ts";
import * as store from "./store.ts";

const ABSENCES_SINCE_DAYS = 365;

/** A person with all that was and is his: posts, interims, delegations, secretariats; absences to those who may know. */
export async function personRecord(ctx: Ctx, id: string): Promise<z.infer<typeof PersonRecord>> {
  const row = (await personsByIds(ctx, [id]))[0];
  if (!row) throw notFound();
  const day = localDateOf(ctx.at);
  const view = (await viewPeople(ctx, [presentPerson(row)]))[0]!;
  const posts = view.posts.map((post) => post.id);
  const holdings = await store.holdingsOfPerson(ctx, id);
  const received = await store.delegationsOf(ctx, { person: id }, day, true);
  const given = posts.length > 0 ? await store.delegationsOf(ctx, { posts }, day, false) : [];
  const assisting = await store.assistantsOf(ctx, { person: id }, day);
  const assisted = posts.length > 0 ? await store.assistantsOf(ctx, { posts }, day) : [];
  const named = await namedIn(ctx, [...holdings, ...received, ...given, ...assisting, ...assisted]);
  const manage = await mayManage(ctx);
  const administrator = await hasRole(ctx, "administrator");
  const seesAbsences = await maySeeAbsences(ctx, id);
  return {
    ...view,
    givenName: row.given_name,
    familyName: row.family_name,
    version: row.version,
    leftOn: row.left_on,
    holdings: holdings.map((holding) => viewHolding(holding, named, day)),
    delegations: received.map((delegation) => viewDelegation(delegation, named, day)),
    delegated: given.map((delegation) => viewDelegation(delegation, named, day)),
    assists: assisting.map((line) => viewAssistant(line, named)),
    assistants: assisted.map((line) => viewAssistant(line, named)),
    absences: seesAbsences ? await absencesOf(ctx, id, day) : null,
    roles: ctx.actor.id === id || manage ? await rolesOfPerson(ctx, id) : null,
    abilities: {
      manage,
      absences: seesAbsences,
      appoint: manage && !isOwn(ctx, id),
      changeRights: manage && view.personal !== null && !isOwn(ctx, id),
      giveRoles: administrator && !isOwn(ctx, id),
      takeRoles: administrator,
    },
  };
}

/** When somebody was away is known to himself, to those who head his unit or one above, and to the office. */
async function maySeeAbsences(ctx: Ctx, person: string): Promise<boolean> {
  if (ctx.actor.id === person || (await mayManage(ctx))) return true;
  const post = await mainPostOf(ctx, person);
  return post !== null && ctx.actor.id !== null && (await headsOver(ctx, ctx.actor.id, post.unit.id));
}

async function absencesOf(ctx: Ctx, person: string, day: string) {
  const rows = await store.absencesSince(ctx, person, addDays(day, -ABSENCES_SINCE_DAYS));
  const standIns = await peopleById(
    ctx,
    rows.flatMap((row) => row.stand_in ?? []),
  );
  return rows.map((row) => {
    const standIn = row.stand_in ? standIns.get(row.stand_in) : undefined;
    return {
      id: row.id,
      fromDay: row.from_day,
      toDay: row.to_day,
      standIn: standIn ? ref(standIn) : null,
      entered: isEntered(row.source),
    };
  });
}
