import { z } from "zod";
import { nextAfter, readAfter } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { AttemptView, DestinationView } from "../schema.ts";
import { closeDestination, listAttempts, listDestinations, openDestination } from "./outbound.ts";

const SHOWN = { all: null, allowed: true, refused: false } as const;

/** `/api/administration/outbound…`: where Diwan may go, and every attempt to go anywhere. */
export function outboundRoutes(r: RouteTable): void {
  r.get(
    "/administration/outbound/destinations",
    { response: z.object({ items: z.array(DestinationView) }) },
    ({ ask }) => ask(async (ctx) => ({ items: await listDestinations(ctx) })),
  );
  r.post("/administration/outbound/destinations", { body: openDestination.input, status: 204 }, ({ perform, body }) =>
    perform(openDestination, body),
  );
  r.post(
    "/administration/outbound/destinations/closure",
    { body: closeDestination.input, status: 204 },
    ({ perform, body }) => perform(closeDestination, body),
  );
  const query = PageQuery.extend({ show: z.enum(["all", "allowed", "refused"]).default("all") });
  r.get("/administration/outbound/attempts", { query, response: pageOf(AttemptView) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const items = await listAttempts(ctx, SHOWN[query.show], readAfter(query.cursor), query.limit);
      return { items, next: nextAfter(items, query.limit, ({ at }) => at) };
    }),
  );
}
