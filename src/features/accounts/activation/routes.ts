import type { RouteTable } from "#platform/http/routes.ts";
import * as schema from "../schema.ts";
import { clientOf } from "../session/client.ts";
import { setSessionCookies } from "../session/cookies.ts";
import { activateWithPassword, activationView, beginActivation } from "./use.ts";

const before = { access: "anyone", keyless: true, perMinute: 30 } as const;

/** `/api/accounts/activation`: from the printed code to the first proof. The passkey's way is that of `/accounts/passkeys`. */
export function activationRoutes(r: RouteTable): void {
  r.post(
    "/accounts/activation",
    { ...before, body: schema.ActivationCode, response: schema.ActivationView },
    async (route) => {
      const client = clientOf(route.platform, route.request);
      const { view, token } = await beginActivation(route.platform, route.call, route.body.code, client);
      setSessionCookies(route.platform, route.reply, token, client);
      return view;
    },
  );
  r.get("/accounts/activation", { access: "anyone", response: schema.ActivationView }, ({ ask }) =>
    ask(activationView),
  );
  r.post(
    "/accounts/activation/password",
    { ...before, body: schema.PasswordChange, response: schema.NextStep },
    async (route) => {
      const client = clientOf(route.platform, route.request);
      const opened = await activateWithPassword(route.platform, route.call, route.body.password, client);
      setSessionCookies(route.platform, route.reply, opened.token, client);
      return { next: opened.step };
    },
  );
}
