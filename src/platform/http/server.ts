import { randomBytes } from "node:crypto";
import type { SecureServerOptions } from "node:http2";
import compress from "@fastify/compress";
import multipart from "@fastify/multipart";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { sql } from "../db/db.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import { notFound, Problem } from "../problem.ts";
import type { Authenticator } from "./authenticate.ts";
import { serveClient } from "./client.ts";
import { limitPerMinute } from "./limit.ts";
import { localeOf } from "./locale.ts";
import { sendProblem } from "./problems.ts";
import { serveReference } from "./reference.ts";
import { serveReports } from "./reports.ts";
import type { Route } from "./routes.ts";
import { setSecurityHeaders } from "./security.ts";
import { serveRoute } from "./serve.ts";

const BODY_LIMIT = 1_048_576;
const REQUESTS_PER_MINUTE = 1_200;

export type ServerOptions = {
  routes: readonly Route[];
  authenticate: Authenticator;
  /** Key and certificate when the office reaches this machine by name. */
  https?: SecureServerOptions | null;
  /** More to hang on the server before it listens (live updates, pages without script). */
  extend?: (app: FastifyInstance) => void;
};

/** The whole HTTP side of one process. */
export async function createServer(platform: Platform, options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: platform.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    bodyLimit: BODY_LIMIT,
    // What still arrives while it closes is answered like any other: the database is closed after it.
    return503OnClosing: false,
    trustProxy: "loopback",
    ...(options.https && { https: options.https }),
  } as FastifyServerOptions) as unknown as FastifyInstance;

  await app.register(compress, { global: true, threshold: 1_400, encodings: ["br", "gzip"] });
  await app.register(multipart, { limits: { files: 1, fields: 20 } });
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "Diwan", version: "0.1.0" } },
    transform: jsonSchemaTransform,
  });

  app.addHook("onRequest", limitPerMinute(REQUESTS_PER_MINUTE));
  app.addHook("onRequest", async (request, reply) => {
    const nonce = randomBytes(16).toString("base64");
    (request as { nonce?: string }).nonce = nonce;
    setSecurityHeaders(platform.config, reply, nonce);
    reply.header("x-request-id", request.id);
  });
  // A body that says it is too large is refused before any of it is read, whatever would have parsed it.
  app.addHook("onRequest", async (request, reply) => {
    const { "content-length": length, "content-type": type } = request.headers;
    const fits = Number(length ?? 0) <= (request.routeOptions.bodyLimit ?? BODY_LIMIT);
    // A form that does not say how long it is would be read to its end; every browser says it.
    const endless = length === undefined && type?.startsWith("multipart/");
    if (fits && !endless) return;
    const refusal = endless ? new Problem("http.length_missing", 411) : new Problem("http.too_large", 413);
    return sendProblem(platform, localeOf(request), refusal, request, reply);
  });
  app.addHook("onResponse", async (request, reply) => {
    if (request.url.startsWith("/api")) {
      const route = request.routeOptions.url ?? request.url.split("?")[0];
      request.log.info(
        {
          requestId: request.id,
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        "answered",
      );
    }
  });
  app.setErrorHandler((error, request, reply) => sendProblem(platform, localeOf(request), error, request, reply));

  app.get("/health/live", async () => ({ status: "live" }));
  app.get("/health/ready", async (_request, reply) => {
    const isThere = await sql`select 1`.execute(platform.db).then(
      () => true,
      () => false,
    );
    reply.status(isThere ? 200 : 503);
    return { status: isThere ? "ready" : "waiting" };
  });
  for (const route of options.routes) serveRoute(app, platform, route, options.authenticate);
  serveReference(app);
  serveReports(app);
  options.extend?.(app);
  app.all("/api/*", (request, reply) => sendProblem(platform, localeOf(request), notFound(), request, reply));
  await serveClient(app, platform);
  return app;
}
