import { z } from "zod";
import type { RouteTable } from "#platform/http/routes.ts";
import { notFound } from "#platform/problem.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { appoint, delegate, endHolding, withdrawDelegation } from "./acts.ts";
import {
  appointAssistant,
  createPerson,
  createPost,
  createUnit,
  recordDeparture,
  renameUnit,
  setInstitution,
  setPresence,
} from "./commands.ts";
import { presentPerson } from "./directory.ts";
import { importRoutes } from "./import/routes.ts";
import { logoAddress, readLogo, setLogo } from "./logo.ts";
import { pageRoutes } from "./pages/routes.ts";
import { viewDelegations, viewOrganigram, viewPeople } from "./present.ts";
import { roleRoutes } from "./roles/routes.ts";
import {
  DelegationView,
  InstitutionView,
  NewDelegation,
  NewHolding,
  NewPerson,
  NewPost,
  NewUnit,
  PersonView,
  Reason,
  UnitView,
} from "./schema.ts";
import * as store from "./store.ts";
import { structureRoutes } from "./structure/routes.ts";

const ById = z.object({ id: Id });
const Created = z.object({ id: Id });
const YEAR_S = 31_536_000;

export function routes(r: RouteTable): void {
  importRoutes(r);
  r.get("/institution", { access: "anyone", response: InstitutionView.nullable() }, async ({ ask }) => {
    const row = await ask((ctx) => store.readInstitution(ctx));
    if (!row) return null;
    return {
      name: row.name,
      parentName: row.parent_name,
      sigle: row.sigle,
      city: row.city,
      address: row.address,
      logo: logoAddress(row.logo),
      hue: row.hue,
    };
  });
  r.put("/institution", { body: setInstitution.input, response: Created }, ({ perform, body }) =>
    perform(setInstitution, body),
  );
  const version = z.object({ v: z.string().max(64).optional() });
  r.get("/institution/logo", { access: "anyone", query: version, raw: true }, async ({ ask, query, reply }) => {
    const logo = await ask(readLogo);
    if (!logo) throw notFound();
    const isThis = query.v !== undefined && logo.digest.startsWith(query.v);
    return reply
      .headers({
        "content-type": logo.kind.type,
        "cache-control": isThis ? `public, max-age=${YEAR_S}, immutable` : "no-cache",
        "content-security-policy": "default-src 'none'; sandbox",
      })
      .send(logo.bytes);
  });
  r.put("/institution/logo", { body: setLogo.input, status: 204 }, ({ perform, body }) => perform(setLogo, body));

  pageRoutes(r);
  structureRoutes(r);

  r.get("/people/:id", { params: ById, response: PersonView }, ({ ask, params }) =>
    ask(async (ctx) => {
      const row = (await store.personsByIds(ctx, [params.id]))[0];
      if (!row) throw notFound();
      return (await viewPeople(ctx, [presentPerson(row)]))[0];
    }),
  );
  r.post("/people", { body: NewPerson, response: Created, status: 201 }, ({ perform, body }) =>
    perform(createPerson, body),
  );
  r.post(
    "/people/:id/departure",
    { params: ById, body: z.object({ day: z.iso.date() }), status: 204 },
    ({ perform, params, body }) => perform(recordDeparture, { person: params.id, day: body.day }),
  );
  roleRoutes(r);

  r.get("/units", { response: z.object({ items: z.array(UnitView) }) }, ({ ask }) =>
    ask(async (ctx) => ({ items: await viewOrganigram(ctx) })),
  );
  r.post("/units", { body: NewUnit, response: Created, status: 201 }, ({ perform, body }) => perform(createUnit, body));
  r.post(
    "/units/:id/names",
    { params: ById, body: renameUnit.input.omit({ unit: true }), status: 204 },
    ({ perform, params, body }) => perform(renameUnit, { unit: params.id, ...body }),
  );
  r.put(
    "/units/:id/presence",
    { params: ById, body: setPresence.input.omit({ unit: true }), status: 204 },
    ({ perform, params, body }) => perform(setPresence, { unit: params.id, ...body }),
  );

  r.post("/posts", { body: NewPost, response: Created, status: 201 }, ({ perform, body }) => perform(createPost, body));
  r.post(
    "/posts/:id/assistants",
    { params: ById, body: appointAssistant.input.omit({ post: true }), status: 204 },
    ({ perform, params, body }) => perform(appointAssistant, { post: params.id, ...body }),
  );
  r.post("/holdings", { body: NewHolding, response: Created, status: 201 }, ({ perform, body }) =>
    perform(appoint, body),
  );
  r.post(
    "/holdings/:id/end",
    { params: ById, body: z.object({ day: Day, reason: Reason }), status: 204 },
    ({ perform, params, body }) => perform(endHolding, { holding: params.id, ...body }),
  );

  r.get("/delegations", { response: z.object({ items: z.array(DelegationView) }) }, ({ ask }) =>
    ask(async (ctx) => ({ items: await viewDelegations(ctx) })),
  );
  r.post("/delegations", { body: NewDelegation, response: Created, status: 201 }, ({ perform, body }) =>
    perform(delegate, body),
  );
  r.post(
    "/delegations/:id/withdrawal",
    { params: ById, body: z.object({ reason: Reason }), status: 204 },
    ({ perform, params, body }) => perform(withdrawDelegation, { delegation: params.id, ...body }),
  );
}
