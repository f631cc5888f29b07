import { z } from "zod";
import type { RouteTable } from "#platform/http/routes.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { NewAbsence, PersonChange, PostChange, Reason, UnitMerger, UnitMove } from "../schema.ts";
import { changePerson, changePost, closePost, endAssistant, enterAbsence, withdrawAbsence } from "./changes.ts";
import { closeUnit, mergeUnit, moveUnit } from "./units.ts";

const ById = z.object({ id: Id });

/** How the structure and what is entered of people change, beyond their creation. */
export function structureRoutes(r: RouteTable): void {
  r.put("/people/:id", { params: ById, body: PersonChange, status: 204 }, ({ perform, params, body }) =>
    perform(changePerson, { person: params.id, ...body }),
  );
  r.post(
    "/people/:id/absences",
    { params: ById, body: NewAbsence, response: ById, status: 201 },
    ({ perform, params, body }) => perform(enterAbsence, { person: params.id, ...body }),
  );
  r.del("/absences/:id", { params: ById, status: 204 }, ({ perform, params }) =>
    perform(withdrawAbsence, { absence: params.id }),
  );

  r.post("/units/:id/places", { params: ById, body: UnitMove, status: 204 }, ({ perform, params, body }) =>
    perform(moveUnit, { unit: params.id, ...body }),
  );
  r.post("/units/:id/merger", { params: ById, body: UnitMerger, status: 204 }, ({ perform, params, body }) =>
    perform(mergeUnit, { unit: params.id, ...body }),
  );
  r.post(
    "/units/:id/closure",
    { params: ById, body: z.object({ day: Day }), status: 204 },
    ({ perform, params, body }) => perform(closeUnit, { unit: params.id, ...body }),
  );

  r.put("/posts/:id", { params: ById, body: PostChange, status: 204 }, ({ perform, params, body }) =>
    perform(changePost, { post: params.id, ...body }),
  );
  r.post(
    "/posts/:id/closure",
    { params: ById, body: z.object({ day: Day }), status: 204 },
    ({ perform, params, body }) => perform(closePost, { post: params.id, ...body }),
  );
  r.post(
    "/assistants/:id/end",
    { params: ById, body: z.object({ day: Day, reason: Reason }), status: 204 },
    ({ perform, params, body }) => perform(endAssistant, { assistant: params.id, ...body }),
  );
}
