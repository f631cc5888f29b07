import { createAccount, hashPassword, setSecondFactorRule } from "#features/accounts/api.ts";
import { skipFirstDay } from "#features/help/api.ts";
import { institutionIfAny } from "#features/people/api.ts";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { emit } from "#platform/events/emit.ts";
import type { Platform } from "#platform/platform.ts";
import { problem } from "#platform/problem.ts";
import { movableClock } from "#platform/time/clock.ts";
import { buildWorld } from "./load.ts";
import { playScenes } from "./scenes.ts";
import { isLoaded, mark, wipe } from "./store.ts";
import { PEOPLE } from "./world.ts";

/** The one password of every demonstration login; told in the README, useless anywhere else. */
export const PASSWORD = "diwan-demo-2026";

const STAGE_MS = 30 * 60_000;
const call = { actor: system("demonstration"), locale: "ar" as const, requestId: "demonstration" };

/** Fills an empty instance with the demonstration institution, its people, their accounts and a few requests under way. */
export async function load(platform: Platform): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  // Acts that are held need a few minutes between them: everything happens just before now.
  const clock = movableClock(new Date(platform.clock.now().getTime() - STAGE_MS));
  const stage: Platform = { ...platform, clock };
  const world = await transact(stage, call, async (ctx) => {
    if (await institutionIfAny(ctx)) throw problem("demonstration.not_empty", 409);
    await mark(ctx);
    const built = await buildWorld(ctx);
    for (const { login } of PEOPLE) await createAccount(ctx, { person: built.people[login]!, login, passwordHash });
    // Whoever tries it has one password and nothing else, at this start and at those that follow.
    await setSecondFactorRule(ctx, "nobody");
    const settled = PEOPLE.filter(({ login }) => login !== "newcomer");
    await skipFirstDay(
      ctx,
      settled.map(({ login }) => built.people[login]!),
    );
    await emit(ctx, "demonstration.loaded", null, { people: PEOPLE.length });
    return built;
  });
  await playScenes(stage, clock, world);
}

/** Empties an instance that holds the demonstration, its audit log included; the next visit is the setup assistant. */
export async function remove(platform: Platform): Promise<void> {
  await transact(platform, call, async (ctx) => {
    if (!(await isLoaded(ctx))) throw problem("demonstration.not_loaded", 409);
    await wipe(ctx);
  });
}
