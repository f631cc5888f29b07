import { z } from "zod";
import { transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import type { RouteCall, RouteTable } from "#platform/http/routes.ts";
import { renderLetter } from "#platform/letters/render.ts";
import { notFound, problem } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { sendPdf } from "../account/pdf.ts";
import { changePassword } from "../password/change.ts";
import * as schema from "../schema.ts";
import { type Client, clientOf } from "../session/client.ts";
import { setSessionCookies } from "../session/cookies.ts";
import { holderCall } from "../session/holder.ts";
import type { Opened } from "../session/open.ts";
import { cardSheet } from "./card-sheet.ts";
import * as enrol from "./enrol.ts";
import { securityView } from "./present.ts";
import { renamePasskeyRow } from "./store.ts";

/** Open to whoever is signed in, and to a sign-in that waits for its enrolment. */
const holding = { access: "anyone", keyless: true, perMinute: 60 } as const;
const ById = z.object({ id: Id });
/** `next`: what the new proof opened, when a sign-in waited for it. */
const Added = z.object({ id: Id, next: z.literal("open").nullable() });
const Confirmed = Added.pick({ next: true });

type Call = Pick<RouteCall<unknown, unknown, unknown>, "platform" | "call" | "request" | "reply">;

async function asHolder<T>(
  route: Call,
  run: (ctx: Ctx, client: Client) => Promise<T>,
  ...pending: ("enrolment" | "activation")[]
): Promise<T> {
  const call = await holderCall(route.platform, route.call, ...pending);
  return transact(route.platform, call, (ctx) => run(ctx, clientOf(route.platform, route.request)));
}

function open(route: Call, opened: Opened | null): { next: "open" | null } {
  if (!opened) return { next: null };
  setSessionCookies(route.platform, route.reply, opened.token, clientOf(route.platform, route.request));
  return { next: "open" };
}

/** `/api/accounts/…`: the proofs of the person who asks. */
export function factorRoutes(r: RouteTable): void {
  r.get("/accounts/security", { response: schema.SecurityView }, ({ ask }) => ask(securityView));
  r.put("/accounts/password", { body: schema.PasswordChange, status: 204 }, ({ platform, call, body }) =>
    changePassword(platform, call, body.password),
  );

  r.post("/accounts/passkeys/options", { ...holding, response: schema.PasskeyOptions }, async (route) => ({
    options: await asHolder(route, enrol.offerPasskey, "enrolment", "activation"),
  }));
  r.post("/accounts/passkeys", { ...holding, body: schema.NewPasskey, response: Added, status: 201 }, async (route) => {
    const { response, name } = route.body;
    const added = await asHolder(
      route,
      (ctx, client) => enrol.addPasskey(ctx, response, name, client),
      "enrolment",
      "activation",
    );
    if (!added) throw problem("accounts.passkey_refused", 422);
    return { id: added.id, ...open(route, added.opened) };
  });
  r.patch(
    "/accounts/passkeys/:id",
    { params: ById, body: z.object({ name: schema.PasskeyName }), status: 204 },
    ({ ask, params, body }) =>
      ask(async (ctx) => {
        if (!(await renamePasskeyRow(ctx, ctx.actor.id!, params.id, body.name))) throw notFound();
      }),
  );
  r.del("/accounts/passkeys/:id", { params: ById, status: 204 }, ({ ask, params }) =>
    ask((ctx) => enrol.removeFactor(ctx, { passkey: params.id })),
  );

  r.post("/accounts/totp", { ...holding, response: schema.TotpOffer, status: 201 }, (route) =>
    asHolder(route, enrol.offerTotp, "enrolment"),
  );
  r.post("/accounts/totp/confirmation", { ...holding, body: schema.Confirmation, response: Confirmed }, async (route) =>
    open(route, await asHolder(route, (ctx, client) => enrol.confirmTotp(ctx, route.body, client), "enrolment")),
  );
  r.del("/accounts/totp", { status: 204 }, ({ ask }) => ask((ctx) => enrol.removeFactor(ctx, "totp")));

  r.post("/accounts/code-card", { ...holding, response: schema.CardOffer, status: 201 }, (route) =>
    asHolder(route, enrol.offerCard, "enrolment"),
  );
  r.get("/accounts/code-card/:id/sheet", { access: "anyone", params: ById, raw: true }, async (route) => {
    const order = await asHolder(route, (ctx) => cardSheet(ctx, route.params.id), "enrolment");
    return sendPdf(route.reply, await renderLetter(order), `diwan-card-${order.data.serial}`);
  });
  r.post(
    "/accounts/code-card/confirmation",
    { ...holding, body: schema.Confirmation, response: Confirmed },
    async (route) =>
      open(route, await asHolder(route, (ctx, client) => enrol.confirmCard(ctx, route.body, client), "enrolment")),
  );
  r.del("/accounts/code-card", { status: 204 }, ({ ask }) => ask((ctx) => enrol.removeFactor(ctx, "card")));

  r.post("/accounts/recovery-codes", { keyless: true, response: schema.RecoveryCodes, status: 201 }, ({ ask }) =>
    ask(async (ctx) => ({ codes: await enrol.makeRecoveryCodes(ctx) })),
  );
}
