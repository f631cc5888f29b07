import { z } from "zod";
import { requireStepUp } from "#features/accounts/api.ts";
import { requireRole } from "#features/people/api.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { destinationOf } from "#platform/net/destination.ts";
import { type AttemptPlace, allowListSetting, attempts, lockAllowList } from "#platform/net/register.ts";
import { notFound, problem } from "#platform/problem.ts";
import { readSetting, writeSetting } from "#platform/settings/settings.ts";
import { namesOf } from "../audit/sentences.ts";
import { type AttemptView, Destination, type DestinationView, Reason } from "../schema.ts";

/** Opens one destination: from now on Diwan may reach it, and nothing beside it. */
export const openDestination = command(
  "administration.open_destination",
  Destination.extend({ reason: Reason }),
  async (ctx, { origin: given, privateNetwork, reason }) => {
    await requireRole(ctx, "administrator");
    await requireStepUp(ctx);
    const { origin, url } = destinationOf(given);
    if (url.pathname !== "/" || url.search || url.hash) throw problem("administration.origin_only", 422);
    const list = await lockAllowList(ctx.tx);
    if (list.some((entry) => entry.origin === origin)) throw problem("administration.destination_known", 409);
    const entry = { origin, privateNetwork, by: ctx.actor.id, at: ctx.at.toISOString(), reason };
    await writeSetting(ctx, allowListSetting, [...list, entry]);
    await emit(ctx, "administration.destination_opened", null, { origin, privateNetwork, reason });
  },
);

/** Closes it again; what is under way ends, nothing new leaves. */
export const closeDestination = command(
  "administration.close_destination",
  z.object({ origin: Destination.shape.origin, reason: Reason }),
  async (ctx, { origin, reason }) => {
    await requireRole(ctx, "administrator");
    await requireStepUp(ctx);
    const list = await lockAllowList(ctx.tx);
    const kept = list.filter((entry) => entry.origin !== origin);
    if (kept.length === list.length) throw notFound();
    await writeSetting(ctx, allowListSetting, kept);
    await emit(ctx, "administration.destination_closed", null, { origin, reason });
  },
);

export async function listDestinations(ctx: Ctx): Promise<DestinationView[]> {
  await requireRole(ctx, "administrator", "auditor");
  const list = await readSetting(ctx.tx, allowListSetting);
  const names = await namesOf(
    ctx,
    list.map((entry) => entry.by ?? null),
  );
  return list.map(({ origin, privateNetwork, by, at, reason }) => ({
    origin,
    privateNetwork,
    by: personIn(names, by ?? null),
    at: at ?? null,
    reason: reason ?? "",
  }));
}

/** One page of the register of attempts, the newest first. */
export async function listAttempts(
  ctx: Ctx,
  allowed: boolean | null,
  before: AttemptPlace | null,
  limit: number,
): Promise<AttemptView[]> {
  await requireRole(ctx, "administrator", "auditor");
  const rows = await attempts(ctx.tx, allowed, before, limit);
  const names = await namesOf(
    ctx,
    rows.map((row) => row.actor),
  );
  const { catalogue } = ctx.platform;
  return rows.map(({ id, at, host, port, method, purpose, actor, allowed, result, status, sent, received }) => ({
    id,
    at: at.toISOString(),
    host,
    port,
    method,
    purpose,
    by: personIn(names, actor),
    allowed,
    result,
    sentence: catalogue.format(ctx.locale, result.includes(".") ? result : `administration.attempt_${result}`, {
      host,
      port,
      status: status ?? "",
    }),
    status,
    sent,
    received,
  }));
}

function personIn(names: Awaited<ReturnType<typeof namesOf>>, id: string | null) {
  const name = id ? names.get(id) : undefined;
  return id && name ? { id, name } : null;
}
