import { z } from "zod";
import { personOf } from "#platform/context.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { Id } from "#platform/wire/day.ts";
import { requireManager } from "../policy.ts";
import { Role, RoleHeld } from "../schema.ts";
import { giveRole, takeRole } from "./roles.ts";
import { rolesOfPerson } from "./view.ts";

const ById = z.object({ id: Id });

export function roleRoutes(r: RouteTable): void {
  r.get("/people/:id/roles", { params: ById, response: z.object({ items: z.array(RoleHeld) }) }, ({ ask, params }) =>
    ask(async (ctx) => {
      if (params.id !== personOf(ctx)) await requireManager(ctx);
      return { items: await rolesOfPerson(ctx, params.id) };
    }),
  );
  r.post(
    "/people/:id/roles",
    { params: ById, body: giveRole.input.omit({ person: true }), status: 204 },
    ({ perform, params, body }) => perform(giveRole, { person: params.id, ...body }),
  );
  r.post(
    "/people/:id/roles/:role/end",
    { params: ById.extend({ role: Role }), body: takeRole.input.pick({ reason: true }), status: 204 },
    ({ perform, params, body }) => perform(takeRole, { person: params.id, role: params.role, reason: body.reason }),
  );
}
