import { z } from "zod";
import type { Ctx } from "#platform/context.ts";
import { readCursor, writeCursor } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { Id } from "#platform/wire/day.ts";
import { pageOf } from "#platform/wire/page.ts";
import { presentPerson } from "../directory.ts";
import { mayManage } from "../policy.ts";
import { viewPeople } from "../present.ts";
import { PersonRecord, PersonView, UnitBranch, UnitRecord } from "../schema.ts";
import { personRecord } from "./person.ts";
import * as store from "./store.ts";
import { unitRecord, unitTree } from "./unit.ts";

const ById = z.object({ id: Id });
const Asked = z.object({
  q: z.string().max(200).default(""),
  /** Those who hold a post in this unit or below it. */
  unit: Id.optional(),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** What the screens of the directory read: everybody may. */
export function pageRoutes(r: RouteTable): void {
  r.get(
    "/people",
    { query: Asked, response: pageOf(PersonView).extend({ total: z.number().int() }) },
    ({ ask, query }) => ask((ctx) => searchDirectory(ctx, query)),
  );
  r.get("/people/:id/record", { params: ById, response: PersonRecord }, ({ ask, params }) =>
    ask((ctx) => personRecord(ctx, params.id)),
  );
  r.get(
    "/units/tree",
    { response: z.object({ items: z.array(UnitBranch), abilities: z.object({ manage: z.boolean() }) }) },
    ({ ask }) => ask(async (ctx) => ({ items: await unitTree(ctx), abilities: { manage: await mayManage(ctx) } })),
  );
  r.get("/units/:id/record", { params: ById, response: UnitRecord }, ({ ask, params }) =>
    ask((ctx) => unitRecord(ctx, params.id)),
  );
}

/** The name as compared, and the id. */
const Cursor = z.tuple([z.string(), Id]);

/** Names in the order of the reader's script; the cursor is the last name and id, for two people may bear one name. */
async function searchDirectory(ctx: Ctx, query: z.output<typeof Asked>) {
  const question = {
    words: normaliseForSearch(query.q).split(" ").filter(Boolean),
    unit: query.unit ?? null,
    day: localDateOf(ctx.at),
  };
  const script = ctx.locale === "ar" ? "ar" : "fr";
  const place = readCursor(Cursor, query.cursor);
  const rows = await store.searchPersons(ctx, question, script, place && { key: place[0], id: place[1] }, query.limit);
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  return {
    items: await viewPeople(ctx, rows.map(presentPerson)),
    next: last ? writeCursor(last.key, last.id) : null,
    total: await store.countFound(ctx, question),
  };
}
