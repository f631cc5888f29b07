import type { Ctx } from "../context.ts";
import { defineSlot } from "../slots.ts";

/** What the person may do beyond his roles, in names that the client only shows or hides by (`audit.read`). */
export const abilitySlot = defineSlot<(ctx: Ctx) => Promise<readonly string[]>>("access.abilities");

export async function abilitiesHeld(ctx: Ctx): Promise<string[]> {
  const held: string[] = [];
  for (const ask of abilitySlot.all(ctx.platform.fills)) held.push(...(await ask(ctx)));
  return held;
}
