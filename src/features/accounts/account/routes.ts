import { z } from "zod";
import { requireRole } from "#features/people/api.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { renderLetter } from "#platform/letters/render.ts";
import { Id } from "#platform/wire/day.ts";
import { activationSheet } from "../activation/sheet.ts";
import * as schema from "../schema.ts";
import { requireStepUp } from "../session/step-up.ts";
import { changeRule, changeState, openAccount, renewActivation } from "./commands.ts";
import { sendPdf } from "./pdf.ts";
import { insistOn } from "./policy.ts";
import { listAccounts, viewAccount } from "./present.ts";
import { readRule } from "./store.ts";

const ByPerson = z.object({ person: Id });

/** `/api/accounts/…`: the accounts of others, for the administrator and for helpers. */
export function accountRoutes(r: RouteTable): void {
  const query = z.object({ q: z.string().max(200).default("") });
  r.get("/accounts", { query, response: schema.AccountList }, ({ ask, query }) =>
    ask(async (ctx) => ({ items: await listAccounts(ctx, query.q) })),
  );
  r.post(
    "/accounts",
    { body: schema.NewAccount, response: schema.ActivationIssued, status: 201 },
    ({ perform, body }) => perform(openAccount, body),
  );
  r.get("/accounts/people/:person", { params: ByPerson, response: schema.AccountView }, ({ ask, params }) =>
    ask((ctx) => viewAccount(ctx, params.person)),
  );
  r.post(
    "/accounts/people/:person/activation",
    { params: ByPerson, body: schema.ActivationOrder, response: schema.ActivationIssued, status: 201 },
    ({ perform, params, body }) => perform(renewActivation, { ...params, ...body }),
  );
  r.get(
    "/accounts/people/:person/activation-sheet",
    { params: ByPerson, raw: true },
    async ({ ask, params, reply }) => {
      const order = await ask(async (ctx) => {
        await insistOn(ctx, params.person, "activate");
        await requireStepUp(ctx);
        return activationSheet(ctx, params.person);
      });
      return sendPdf(reply, await renderLetter(order), `diwan-${order.data.login}`);
    },
  );
  r.put(
    "/accounts/people/:person/state",
    { params: ByPerson, body: schema.StateChange, status: 204 },
    ({ perform, params, body }) => perform(changeState, { ...params, ...body }),
  );
  r.get("/accounts/rule", { response: schema.RuleView }, ({ ask }) =>
    ask(async (ctx) => {
      await requireRole(ctx, "administrator");
      return { secondFactor: await readRule(ctx) };
    }),
  );
  r.put("/accounts/rule", { body: schema.RuleView, status: 204 }, ({ perform, body }) => perform(changeRule, body));
}
