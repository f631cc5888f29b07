import type { Ctx } from "#platform/context.ts";
import { insertEnd } from "./store.ts";

/** Puts the first day away for people who have worked here before (a demonstration, an import). */
export async function skipFirstDay(ctx: Ctx, people: readonly string[]): Promise<void> {
  for (const person of people) await insertEnd(ctx, person);
}
