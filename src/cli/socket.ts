import { rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { openPool } from "#platform/db/open.ts";
import type { Running } from "../process.ts";
import { ACTS, type Ground } from "./acts.ts";
import { refusalOf } from "./refusal.ts";

export const socketOf = (dataDir: string): string => join(dataDir, "run", "diwan.sock");

const Asked = z.strictObject({
  operator: z.string().min(1).max(64),
  path: z.string().startsWith("/").optional(),
  login: z.string().max(100).optional(),
});
const LONGEST_BYTES = 64 * 1024;

export type Console = { close(): Promise<void> };

/**
 * Lets the operator speak to the running Diwan: `POST /<command>` over a Unix socket that only the user of the process
 * may open (mode 0600). Whoever may open it could read the data folder anyway. When the socket cannot be made (a path
 * of more than 107 bytes), that is logged and Diwan serves without it.
 */
export async function openConsole({ opened, features }: Pick<Running, "opened" | "features">): Promise<Console> {
  const { platform } = opened;
  const owner = openPool(platform.config.database.owner, 2);
  const server = createServer((request, response) => {
    void answer({ platform, owner, features, running: true }, request).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await listen(server, socketOf(platform.config.dataDir)).catch((error: unknown) =>
    platform.log.error({ err: error }, "no console"),
  );
  return {
    async close() {
      server.close();
      server.closeAllConnections();
      await owner.end();
    },
  };
}

/** The socket never stands open to others, not even between its making and its mode. */
async function listen(server: Server, path: string): Promise<void> {
  rmSync(path, { force: true });
  const former = process.umask(0o177);
  try {
    await new Promise<void>((done, failed) => server.once("error", failed).listen(path, done));
  } finally {
    process.umask(former);
  }
}

async function answer(ground: Ground, request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  try {
    const act = ACTS[decodeURIComponent((request.url ?? "").slice(1))];
    if (request.method !== "POST" || !act) return { status: 404, body: { code: "cli.unknown_command", params: {} } };
    return { status: 200, body: await act(ground, Asked.parse(await readJson(request))) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) ground.platform.log.error({ err: error }, "console");
    const { code, params, exitCode } = refusal ?? {
      code: "http.unexpected",
      params: { requestId: "console" },
      exitCode: 70,
    };
    return { status: 422, body: { code, params, exitCode } };
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > LONGEST_BYTES) throw new RangeError("request too long");
  }
  return JSON.parse(text);
}
