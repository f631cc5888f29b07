import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { ANONYMOUS } from "../actor.ts";
import { ask, fieldProblem, parseInput, perform } from "../command.ts";
import type { Call } from "../context.ts";
import type { Platform } from "../platform.ts";
import { Problem, problem } from "../problem.ts";
import type { Authenticator, Credentials, Identity } from "./authenticate.ts";
import { limitPerMinute } from "./limit.ts";
import { localeOf } from "./locale.ts";
import { sendProblem } from "./problems.ts";
import type { Route, RouteCall } from "./routes.ts";
import { refuseForgery } from "./security.ts";

/** Hangs one route on Fastify: who calls, what is asked, the answer or the refusal. */
export function serveRoute(app: FastifyInstance, platform: Platform, route: Route, authenticate: Authenticator): void {
  const { spec } = route;
  app.route({
    method: route.method,
    url: `/api${route.path}`,
    ...(spec.upload && { bodyLimit: spec.upload }),
    ...(spec.perMinute && { onRequest: limitPerMinute(spec.perMinute) }),
    schema: shapesOf(route),
    // Shapes are checked in the handler, so that a stranger learns nothing before he is known.
    validatorCompiler: () => () => true,
    serializerCompiler: () => (value) => JSON.stringify(value),
    handler: async (request, reply) => {
      let locale = localeOf(request);
      try {
        refuseForgery(request);
        const identity = await identify(platform, authenticate, request);
        locale = localeOf(request, identity);
        if ((spec.access ?? "person") === "person" && identity?.actor.kind !== "person")
          throw problem("http.sign_in_required", 401);
        const call = callOf(request, route, identity, locale);
        const answer = await route.handler(routeCall(platform, route, request, reply, call) as never);
        if (reply.sent || spec.raw) return answer;
        reply.header("cache-control", "no-store");
        if (answer === undefined) return reply.status(204).send();
        return reply
          .status(spec.status ?? 200)
          .type("application/json; charset=utf-8")
          .send(JSON.stringify(answer));
      } catch (error) {
        return sendProblem(platform, locale, error, request, reply);
      }
    },
  });
}

const IDENTITY = Symbol("identity");

export async function identify(
  platform: Platform,
  authenticate: Authenticator,
  request: FastifyRequest,
): Promise<Identity | null> {
  const held = request as FastifyRequest & { [IDENTITY]?: Promise<Identity | null> };
  held[IDENTITY] ??= authenticate(platform, credentialsOf(request));
  return held[IDENTITY];
}

export const credentialsOf = (request: FastifyRequest): Credentials => ({
  cookie: request.headers.cookie,
  authorization: request.headers.authorization,
  address: request.ip,
  userAgent: request.headers["user-agent"] ?? "",
});

function callOf(request: FastifyRequest, route: Route, identity: Identity | null, locale: Call["locale"]): Call {
  const call: Call = { actor: identity?.actor ?? ANONYMOUS, locale, requestId: request.id };
  if (route.method !== "POST" || route.spec.keyless) return call;
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[\w-]{8,100}$/.test(key)) throw problem("http.idempotency_key_missing", 400);
  const hash = createHash("sha256")
    .update(request.url)
    .update("\0")
    .update(JSON.stringify(request.body ?? null))
    .digest("hex");
  return { ...call, idempotency: { key, hash } };
}

function routeCall(platform: Platform, route: Route, request: FastifyRequest, reply: FastifyReply, call: Call) {
  const parse = (schema: z.ZodType | undefined, value: unknown) =>
    schema ? parseInput(schema, value ?? {}) : undefined;
  return {
    params: parseParams(route.spec.params, request.params),
    query: parse(route.spec.query, request.query),
    body: parse(route.spec.body, request.body),
    call,
    platform,
    request,
    reply,
    ask: (question) => ask(platform, call, question),
    perform: (verb, input) => perform(platform, call, verb, input),
  } satisfies RouteCall<unknown, unknown, unknown>;
}

/** An id that is no id names nothing: 404, as for any thing that is not there. */
function parseParams(schema: z.ZodType | undefined, params: unknown) {
  if (!schema) return undefined;
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  throw new Problem("http.not_found", 404, {}, result.error.issues.map(fieldProblem));
}

function shapesOf(route: Route) {
  const { spec } = route;
  return {
    tags: [route.feature],
    ...(spec.params && { params: spec.params }),
    ...(spec.query && { querystring: spec.query }),
    ...(spec.body && !spec.upload && { body: spec.body }),
    ...(spec.response && { response: { [spec.status ?? 200]: spec.response } }),
  };
}
