import { hasRole, isAssistantOf } from "#features/people/api.ts";
import { abilities as verbsHeld } from "#platform/access/authorize.ts";
import type { Ctx } from "#platform/context.ts";
import { standingFor } from "./path.ts";
import { mayBeWithdrawn, ofRound, openStep } from "./request.ts";
import type { RequestAbility } from "./schema.ts";
import type * as store from "./store.ts";

/** What the reader may do now; the client never works a rule out again. */
export async function abilitiesOn(
  ctx: Ctx,
  request: store.RequestRecord,
  steps: store.StepRecord[],
): Promise<RequestAbility[]> {
  const me = ctx.actor.kind === "person" ? ctx.actor.id : null;
  const held = (await verbsHeld(ctx, [request.id], ["write", "decide"])).get(request.id);
  if (!me || !held) return [];
  const abilities: RequestAbility[] = [];
  if (held.write && (me === request.requester || me === request.filed_by)) {
    if (["draft", "returned", "submitted"].includes(request.state)) abilities.push("edit");
    if (["draft", "returned"].includes(request.state)) abilities.push("submit");
    if (request.state === "draft") abilities.push("discard");
    if (mayBeWithdrawn(request)) abilities.push("withdraw");
  }
  if (me !== request.requester) abilities.push(...(await stepAbilities(ctx, me, request, steps, held.decide)));
  if (request.state === "approved" && held.decide && me !== request.requester && (await hasRole(ctx, "hr")))
    abilities.push("annul");
  return abilities;
}

async function stepAbilities(
  ctx: Ctx,
  me: string,
  request: store.RequestRecord,
  steps: store.StepRecord[],
  mayDecide: boolean,
): Promise<RequestAbility[]> {
  const open = request.state === "submitted" ? openStep(ofRound(steps, request.round), request.round) : undefined;
  if (!open) return [];
  if (open.state === "held") return open.acted_by === me && open.held_until! > ctx.at ? ["undo"] : [];
  const abilities: RequestAbility[] = [];
  if (mayDecide && (await standingFor(ctx, me, open, request.kind))) abilities.push("decide");
  const assists = open.post !== null && (await isAssistantOf(ctx, me, open.post));
  if (assists) abilities.push("prepare");
  if (me !== request.filed_by && (assists || (await hasRole(ctx, "hr")))) abilities.push("record_paper");
  return abilities;
}
