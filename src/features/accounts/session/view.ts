import {
  describePosts,
  hasRole,
  institutionIfAny,
  personById,
  postsActedFor,
  postsOf,
  standingOf,
} from "#features/people/api.ts";
import { abilitiesHeld } from "#platform/access/abilities.ts";
import { clearanceOf } from "#platform/access/principals.ts";
import { ceilingOf } from "#platform/access/strength.ts";
import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { accountOf } from "../account/store.ts";
import { factorsHeld, strongest } from "../factor/held.ts";
import type { SessionView } from "../schema.ts";
import { sessionById } from "./store.ts";

const ROLES = ["administrator", "hr", "auditor", "helper"] as const;
type ActingFor = SessionView["actingFor"];

/** Who is here, in which posts, and what the client may show. */
export async function sessionView(ctx: Ctx): Promise<SessionView> {
  const institution = await institutionIfAny(ctx);
  const base: SessionView = {
    person: null,
    pending: null,
    locale: ctx.locale,
    theme: null,
    density: null,
    strength: "none",
    limited: false,
    provable: false,
    abilities: [],
    actingFor: [],
    setUp: institution !== undefined,
    institution: institution ? { name: institution.name, hue: institution.hue } : null,
  };
  if (ctx.actor.kind !== "person" || !ctx.actor.id) return { ...base, pending: await pendingView(ctx) };
  const person = await personById(ctx, ctx.actor.id);
  const account = await accountOf(ctx, ctx.actor.id);
  if (!person || !account) return base;
  const posts = await postsOf(ctx, person.id);
  return {
    ...base,
    person: {
      id: person.id,
      name: person.name,
      post: posts[0]?.title ?? null,
      posts: posts.map((post) => ({ id: post.id, title: post.title, unit: post.unit.name })),
    },
    theme: account.theme,
    density: account.density,
    strength: ctx.actor.strength,
    ...(await limits(ctx, person.id)),
    abilities: [...(await rolesHeld(ctx)), ...(await abilitiesHeld(ctx))],
    actingFor: await actingFor(ctx, person.id, posts),
  };
}

/** Whether he is cleared for more than this session shows, and whether a proof by what he holds would show more. */
async function limits(ctx: Ctx, person: string): Promise<Pick<SessionView, "limited" | "provable">> {
  const shown = ceilingOf(ctx.actor);
  if ((await clearanceOf(ctx, person)).level <= shown) return { limited: false, provable: false };
  const strength = strongest(await factorsHeld(ctx, person));
  return { limited: true, provable: ceilingOf({ kind: "person", strength }) > shown };
}

async function pendingView(ctx: Ctx): Promise<SessionView["pending"]> {
  const session = ctx.actor.sessionId ? await sessionById(ctx, ctx.actor.sessionId) : undefined;
  if (!session || session.step === "open") return null;
  const account = await accountOf(ctx, session.person);
  const person = await personById(ctx, session.person);
  return account && person ? { step: session.step, login: account.login, name: person.name } : null;
}

async function rolesHeld(ctx: Ctx): Promise<string[]> {
  const held: string[] = [];
  for (const role of ROLES) if (await hasRole(ctx, role)) held.push(role);
  return held;
}

/** The posts held ad interim, those whose signature is delegated to him, those he assists. */
async function actingFor(ctx: Ctx, person: string, held: Awaited<ReturnType<typeof postsOf>>): Promise<ActingFor> {
  const acting: ActingFor = [];
  for (const post of held.filter((one) => one.kind === "interim")) {
    acting.push({ id: post.id, kind: "interim", name: post.title, until: await lastDay(ctx, person, post.id, "") });
  }
  const { delegated, assisted } = await postsActedFor(ctx, person);
  const posts = await describePosts(ctx, [...delegated.map((line) => line.post), ...assisted]);
  for (const { post, scopes } of delegated) {
    const until = await lastDay(ctx, person, post, scopes[0] ?? "");
    acting.push({ id: post, kind: "delegation", name: posts.get(post)!.title, until });
  }
  for (const post of assisted) acting.push({ id: post, kind: "assistant", name: posts.get(post)!.title, until: null });
  return acting;
}

/** The act's end is its first day without effect; people speak of the last day with. */
async function lastDay(ctx: Ctx, person: string, post: string, scope: string): Promise<string | null> {
  const until = (await standingOf(ctx, person, post, scope))?.untilDay;
  return until ? localDateOf(new Date(Date.parse(`${until}T12:00:00Z`) - 86_400_000)) : null;
}
