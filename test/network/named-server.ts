/**
 * A small server that answers by a name with the product's own certificate code, and lets a person make a passkey and
 * sign in with it: what the office test needs of Diwan and nothing more. Run by Node: DATA HOST HTTPS_PORT HTTP_PORT.
 */
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from "@simplewebauthn/server";
import { loadOrIssue } from "../../src/platform/tls/certificate.ts";
import { hsts } from "../../src/platform/tls/options.ts";
import { originOf, redirectServer } from "../../src/platform/tls/redirect.ts";

const [dataDir, host, httpsPort, httpPort] = process.argv.slice(2) as [string, string, string, string];
const origin = originOf(host, Number(httpsPort));
const certificate = await loadOrIssue({ dataDir, host, now: new Date() });
const messages = JSON.parse(readFileSync(join(import.meta.dirname, "../../src/platform/tls/messages/fr.json"), "utf8"));

const PAGE = `<!doctype html><title>Diwan</title><script>
async function ask(path, body) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body ?? {}) });
  return answer.json();
}
async function register() {
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(await ask("/register/options"));
  return ask("/register", (await navigator.credentials.create({ publicKey: options })).toJSON());
}
async function signIn() {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(await ask("/sign-in/options"));
  return ask("/sign-in", (await navigator.credentials.get({ publicKey: options })).toJSON());
}
</script>`;

let challenge = "";
let credential: WebAuthnCredential | undefined;

const verbs: Record<string, (body: never) => Promise<unknown>> = {
  "/register/options": async () => {
    const options = await generateRegistrationOptions({
      rpID: host,
      rpName: "Diwan",
      userName: "agent",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    challenge = options.challenge;
    return options;
  },
  "/register": async (response: RegistrationResponseJSON) => {
    const checked = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
    });
    credential = checked.registrationInfo?.credential;
    return { verified: checked.verified };
  },
  "/sign-in/options": async () => {
    const options = await generateAuthenticationOptions({ rpID: host, userVerification: "required" });
    challenge = options.challenge;
    return options;
  },
  "/sign-in": async (response: AuthenticationResponseJSON) => {
    const checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      credential: credential!,
    });
    return { verified: checked.verified, userVerified: checked.authenticationInfo.userVerified };
  },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("strict-transport-security", hsts(certificate.source));
  const verb = verbs[request.url ?? ""];
  if (!verb) return void response.setHeader("content-type", "text/html").end(PAGE);
  let body = "";
  for await (const part of request) body += part;
  response.setHeader("content-type", "application/json").end(JSON.stringify(await verb(JSON.parse(body) as never)));
}

const site = {
  host,
  url: origin,
  root: () => certificate.root!,
  institution: () => "Commune d’essai",
  say:
    () =>
    (key: string, params: Record<string, string | number> = {}) =>
      String(messages[key]).replace(/\{(\w+)\}/g, (_all, name) => String(params[name])),
};
const server = createServer(certificate.secure, (request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
server.listen(Number(httpsPort), "::", () => {
  redirectServer(host, Number(httpsPort), site).listen(Number(httpPort), "::", () =>
    process.stdout.write(`ready ${origin}\n`),
  );
});
process.once("SIGTERM", () => process.exit(0));
