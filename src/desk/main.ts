/**
 * The public process: its own port, no credentials of the inner database, only the folder the inside publishes into.
 *
 *   DIWAN_DESK_DIR    folder: `public` published by the inside, `deposits` written here (required)
 *   DIWAN_DESK_PORT   default 3001
 *   DIWAN_DESK_BIND   address to listen on; default loopback over http, every address over https
 *   DIWAN_DESK_PROXY  1 when a proxy of the institution stands in front
 *   DIWAN_HOST        name for https; with DIWAN_TLS_CERT, _KEY, _PFX, _PASSPHRASE a given certificate, else the one
 *                     the inside has shared into the folder
 */
import { createServer as createHttp, type Server } from "node:http";
import { createServer as createHttps } from "node:https";
import { z } from "zod";
import { openLog } from "#platform/log.ts";
import { loadOrIssue } from "#platform/tls/certificate.ts";
import { hsts } from "#platform/tls/options.ts";
import { keepFresh } from "#platform/tls/renewal.ts";
import { awaitShared, followShared } from "#platform/tls/share.ts";
import { type DeskOptions, deskListener } from "./server.ts";

const Environment = z.object({
  DIWAN_DESK_DIR: z.string().min(1),
  DIWAN_DESK_PORT: z.coerce.number().int().min(0).max(65535).default(3001),
  DIWAN_DESK_BIND: z.string().optional(),
  DIWAN_DESK_PROXY: z.string().optional(),
  DIWAN_HOST: z.string().optional(),
  DIWAN_TLS_CERT: z.string().optional(),
  DIWAN_TLS_KEY: z.string().optional(),
  DIWAN_TLS_PFX: z.string().optional(),
  DIWAN_TLS_PASSPHRASE: z.string().optional(),
  DIWAN_LOG_LEVEL: z.string().default("info"),
});

const env = Environment.parse(process.env);
const log = openLog({ level: env.DIWAN_LOG_LEVEL, name: "desk" });
const onError = (error: unknown) => log.error({ err: error }, "desk");

const server = env.DIWAN_HOST ? await secure(env.DIWAN_HOST) : createHttp(deskListener(deskOptions()));
Object.assign(server, {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  maxConnections: 2_000,
});

const bind = env.DIWAN_DESK_BIND ?? (env.DIWAN_HOST ? undefined : "127.0.0.1");
server.on("error", (error) => {
  onError(error);
  process.exitCode = 1;
});
server.listen(env.DIWAN_DESK_PORT, bind, () => {
  log.info({ address: server.address() }, "desk ready");
  process.send?.({ type: "ready" });
});

// `disconnect`: the supervisor is gone (kill -9). The channel must not keep a finished process alive.
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) {
  process.once(signal, () => {
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}

process.channel?.unref();

function deskOptions(): DeskOptions {
  return { dir: env.DIWAN_DESK_DIR, behindProxy: env.DIWAN_DESK_PROXY === "1", onError };
}

async function secure(host: string): Promise<Server> {
  const files = {
    certFile: env.DIWAN_TLS_CERT,
    keyFile: env.DIWAN_TLS_KEY,
    pfxFile: env.DIWAN_TLS_PFX,
    passphrase: env.DIWAN_TLS_PASSPHRASE,
  };
  const given = Boolean(files.certFile || files.pfxFile);
  const listener = deskListener({ ...deskOptions(), hsts: hsts(given ? "given" : "internal") });
  if (given) {
    const request = { dataDir: env.DIWAN_DESK_DIR, host, ...files };
    const first = await loadOrIssue({ ...request, now: new Date() });
    const server = createHttps(first.secure, listener);
    keepFresh(first, { request, now: () => new Date(), servers: [server], onError });
    return server;
  }
  const shared = createHttps(await awaitShared(env.DIWAN_DESK_DIR, host), listener);
  followShared(env.DIWAN_DESK_DIR, { host, servers: [shared], onError });
  return shared;
}
