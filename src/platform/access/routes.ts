import { z } from "zod";
import { personOf } from "../context.ts";
import type { RouteTable } from "../http/routes.ts";
import { Id, Instant } from "../wire/day.ts";
import { requestAccess } from "./request-access.ts";
import { VERBS, type Verb } from "./verbs.ts";
import { why } from "./why.ts";

const Verbs = z.enum(Object.keys(VERBS) as [Verb, ...Verb[]]);

export function accessRoutes(routes: RouteTable): void {
  // The answer is the same whether the thing exists or not.
  const body = z.object({ path: z.string().max(500), note: z.string().trim().max(500).default("") });
  routes.post(
    "/access-requests",
    { body, status: 202, perMinute: 20, response: z.object({ sent: z.literal(true) }) },
    ({ ask, body }) =>
      ask(async (ctx) => {
        await requestAccess(ctx, body.path, body.note);
        return { sent: true as const };
      }),
  );
  const query = z.object({ person: Id.optional(), action: Verbs.default("read"), at: Instant.optional() });
  routes.get(
    "/access/:id/why",
    { params: z.object({ id: Id }), query, response: z.looseObject({ allowed: z.boolean() }) },
    ({ ask, params, query }) =>
      ask((ctx) =>
        why(ctx, query.person ?? personOf(ctx), params.id, query.action, query.at ? new Date(query.at) : ctx.at),
      ),
  );
}
