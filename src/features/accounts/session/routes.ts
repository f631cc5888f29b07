import { z } from "zod";
import { perform } from "#platform/command.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { Id } from "#platform/wire/day.ts";
import { setPreferences } from "../account/commands.ts";
import { assertionOptions } from "../factor/passkey.ts";
import { proofOptions } from "../factor/proof.ts";
import * as schema from "../schema.ts";
import { pendingSession, presentSecondFactor, signInWithPasskey, signInWithPassword } from "../sign-in/sign-in.ts";
import { clientOf } from "./client.ts";
import { clearSessionCookie, setPreferenceCookies, setSessionCookies } from "./cookies.ts";
import { devicesOf, endOtherSessions, endSession, signOut } from "./devices.ts";
import { stepUp, stepUpOptions } from "./step-up.ts";
import { sessionView } from "./view.ts";

/** Tries a minute from one address, whatever the login: an office behind one address must still get in. */
const TRIES_PER_MINUTE = 120;
const before = { access: "anyone", keyless: true, perMinute: TRIES_PER_MINUTE } as const;
const signedIn = { keyless: true, perMinute: TRIES_PER_MINUTE } as const;

/** `/api/session`: who is here; signing in, stepping up, signing out. */
export function sessionRoutes(r: RouteTable): void {
  r.get("/session", { access: "anyone", response: schema.SessionView }, ({ ask }) => ask(sessionView));
  r.post("/session", { ...before, body: schema.SignIn, response: schema.NextStep }, async (route) => {
    const client = clientOf(route.platform, route.request);
    const opened = await signInWithPassword(route.platform, route.call, route.body, client);
    setSessionCookies(route.platform, route.reply, opened.token, client);
    return { next: opened.step };
  });
  r.del("/session", { access: "anyone", status: 204 }, async ({ ask, platform, reply }) => {
    await ask(signOut);
    clearSessionCookie(platform, reply);
  });
  r.patch(
    "/session/preferences",
    { access: "anyone", body: schema.Preferences, status: 204 },
    async ({ platform, call, reply, body }) => {
      if (call.actor.kind === "person") await perform(platform, call, setPreferences, body);
      setPreferenceCookies(platform, reply, body);
    },
  );

  r.post("/session/passkey/options", { ...before, response: schema.PasskeyOptions }, async ({ ask }) => ({
    options: await ask((ctx) => assertionOptions(ctx, "sign_in", null)),
  }));
  r.post("/session/passkey", { ...before, body: schema.PasskeyAnswer, response: schema.NextStep }, async (route) => {
    const client = clientOf(route.platform, route.request);
    const opened = await signInWithPasskey(route.platform, route.call, route.body.response, client);
    setSessionCookies(route.platform, route.reply, opened.token, client);
    return { next: opened.step };
  });

  r.post("/session/second-factor/options", { ...before, response: schema.ProofOptions }, ({ ask }) =>
    ask(async (ctx) => proofOptions(ctx, await pendingSession(ctx, "second_factor"), "second_factor", false)),
  );
  r.post(
    "/session/second-factor",
    { ...before, body: schema.SecondFactor, response: schema.NextStep },
    async (route) => {
      const client = clientOf(route.platform, route.request);
      const opened = await presentSecondFactor(route.platform, route.call, route.body, client);
      setSessionCookies(route.platform, route.reply, opened.token, client);
      return { next: opened.step };
    },
  );

  r.post("/session/step-up/options", { ...signedIn, response: schema.ProofOptions }, ({ ask }) => ask(stepUpOptions));
  r.post("/session/step-up", { ...signedIn, body: schema.StepUp, status: 204 }, ({ platform, call, request, body }) =>
    stepUp(platform, call, body, clientOf(platform, request)),
  );

  r.get("/accounts/sessions", { response: schema.DeviceList }, ({ ask }) =>
    ask(async (ctx) => ({ items: await devicesOf(ctx, ctx.actor.id!) })),
  );
  r.del("/accounts/sessions/:id", { params: z.object({ id: Id }), status: 204 }, ({ ask, params }) =>
    ask((ctx) => endSession(ctx, params.id)),
  );
  const ended = z.object({ ended: z.number().int() });
  r.post("/accounts/sessions/revocation", { ...signedIn, response: ended }, ({ ask }) => ask(endOtherSessions));
}
