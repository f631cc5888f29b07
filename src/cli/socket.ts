import { mkdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { openPool } from "#platform/db/open.ts";
import type { Running } from "../process.ts";
import { ACTS } from "./acts.ts";
import type { Ground } from "./ground.ts";
import { NewPerson } from "./new-person.ts";
import { prepareBackup } from "./outgoing.ts";
import { BACKUP_HEADER, socketOf } from "./place.ts";
import { refusalOf } from "./refusal.ts";

const Asked = z.strictObject({
  operator: z.string().min(1).max(64),
  path: z.string().startsWith("/").optional(),
  login: z.string().max(100).optional(),
  person: NewPerson.optional(),
  sheet: z.boolean().optional(),
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
  const ground: Ground = { platform, owner, features, running: true };
  const server = createServer((request, response) => void answer(ground, request, response));
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
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  const former = process.umask(0o177);
  try {
    await new Promise<void>((done, failed) => server.once("error", failed).listen(path, done));
  } finally {
    process.umask(former);
  }
}

async function answer(ground: Ground, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body: unknown) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  try {
    const command = decodeURIComponent((request.url ?? "").slice(1));
    const act = Object.hasOwn(ACTS, command) ? ACTS[command] : undefined;
    if (request.method !== "POST" || !(act || command === "backup"))
      return send(404, { code: "cli.unknown_command", params: {} });
    const asked = Asked.parse(await readJson(request));
    if (act) return send(200, await act(ground, asked));
    const { bytes, ...told } = await prepareBackup(ground, asked);
    response.writeHead(200, { "content-type": "application/x-tar", [BACKUP_HEADER]: JSON.stringify(told) });
    await pipeline(bytes, response);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) ground.platform.log.error({ err: error }, "console");
    // Cut off: the file without its end is no backup.
    if (response.headersSent) return void response.destroy();
    const { code, params, exitCode } = refusal ?? {
      code: "http.unexpected",
      params: { requestId: "console" },
      exitCode: 70,
    };
    send(422, { code, params, exitCode });
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
