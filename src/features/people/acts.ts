import { z } from "zod";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { addMembership, endMembership } from "#platform/access/principals.ts";
import { command } from "#platform/command.ts";
import { emit } from "#platform/events/emit.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound, problem } from "#platform/problem.ts";
import { startOfDay } from "#platform/time/zone.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { endHoldingOn } from "./commands.ts";
import { enterHoldings } from "./entering.ts";
import { requireFreshProof, requireRole } from "./policy.ts";
import { scopePrincipal } from "./principals.ts";
import { NewDelegation, NewHolding, Reason } from "./schema.ts";
import * as store from "./store.ts";

/** Puts a person on a post: as its holder, or ad interim by a dated act that ends by itself. Nobody appoints himself. */
export const appoint = command("people.appoint", NewHolding, async (ctx, input) => {
  await requireRole(ctx, "administrator", "hr");
  refuseOwn(ctx, input.person, "people.own_act");
  await requireFreshProof(ctx);
  const id = newId(ctx.at);
  await enterHoldings(ctx, [{ ...input, id }]);
  return { id };
});

/** Ends an appointment or an interim. One entered by mistake is withdrawn on its first day, with the reason. */
export const endHolding = command(
  "people.end_holding",
  z.object({ holding: Id, day: Day, reason: Reason }),
  async (ctx, input) => {
    await requireRole(ctx, "administrator", "hr");
    const holding = await store.holdingById(ctx, input.holding);
    if (holding?.from_day === input.day && !input.reason)
      throw invalid({ path: "reason", code: "people.withdrawal_reason_needed" });
    await endHoldingOn(ctx, input.holding, input.day, input.reason);
  },
);

/** Records a delegation of signature: its number, its scope, its two dates. It opens the cases it covers, and only between them. */
export const delegate = command("people.delegate", NewDelegation, async (ctx, input) => {
  await requireRole(ctx, "administrator", "hr");
  refuseOwn(ctx, input.person, "people.own_act");
  await requireFreshProof(ctx);
  if (input.untilDay <= input.fromDay) throw invalid({ path: "untilDay", code: "people.dates_reversed" });
  const day = localDateOf(ctx.at);
  const holders = await store.holdingsOf(ctx, [input.post], day);
  if (holders.some((holding) => holding.person === input.person))
    throw invalid({ path: "person", code: "people.delegation_to_self" });
  const row = {
    id: newId(ctx.at),
    post: input.post,
    person: input.person,
    scopes: input.scopes,
    from_day: input.fromDay,
    until_day: input.untilDay,
    act_number: input.actNumber,
    act_day: input.actDay,
    withdrawn_on: null,
  };
  await store.insertDelegation(ctx, row);
  for (const scope of input.scopes)
    await addMembership(ctx, {
      child: input.person,
      parent: await scopePrincipal(ctx, input.post, scope),
      from: startOfDay(input.fromDay),
      until: startOfDay(input.untilDay),
      act: `people.delegation:${row.id}`,
    });
  await emit(ctx, "people.delegated", input.post, {
    person: input.person,
    scopes: input.scopes,
    act: input.actNumber,
    from: input.fromDay,
    until: input.untilDay,
  });
  return { id: row.id };
});

export const withdrawDelegation = command(
  "people.withdraw_delegation",
  z.object({ delegation: Id, reason: Reason }),
  async (ctx, input) => {
    await requireRole(ctx, "administrator", "hr");
    const row = await store.delegationById(ctx, input.delegation);
    if (!row) throw notFound();
    if (!(await store.withdrawDelegationRow(ctx, row.id, localDateOf(ctx.at), input.reason)))
      throw problem("people.already_ended", 409);
    for (const scope of row.scopes)
      await endMembership(
        ctx,
        { child: row.person, parent: await scopePrincipal(ctx, row.post, scope), act: `people.delegation:${row.id}` },
        ctx.at,
      );
    await emit(ctx, "people.delegation_withdrawn", row.post, {
      person: row.person,
      act: row.act_number,
      reason: input.reason,
    });
  },
);
