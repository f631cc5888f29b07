import type { Ctx } from "../context.ts";
import { problem } from "../problem.ts";

/** Whether the affair is that of the person who acts. The set-up, the console and background acts have none. */
export const isOwn = (ctx: Ctx, person: string): boolean => ctx.actor.id === person;

/** Nobody acts on his own affairs: another enters what gives a person a right, days or a power. @throws Problem `code` 403 */
export function refuseOwn(ctx: Ctx, person: string, code: string): void {
  if (isOwn(ctx, person)) throw problem(code, 403);
}
