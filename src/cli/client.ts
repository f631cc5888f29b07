import { type IncomingMessage, request } from "node:http";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import type { Asked } from "./ground.ts";
import type { Outgoing } from "./outgoing.ts";
import { BACKUP_HEADER, socketOf } from "./place.ts";
import { EXIT, Refusal } from "./refusal.ts";

/** Asks the running Diwan of a data folder; null when none runs there. @throws Refusal what it refused */
export async function askRunning(
  dataDir: string,
  command: string,
  asked: Asked,
): Promise<Record<string, unknown> | null> {
  const answer = await post(dataDir, command, asked);
  return answer && JSON.parse(await text(answer));
}

/** The backup that the running Diwan sends; null when none runs there. */
export async function streamFromRunning(dataDir: string, asked: Asked): Promise<Outgoing | null> {
  const answer = await post(dataDir, "backup", asked);
  return answer && { ...JSON.parse(String(answer.headers[BACKUP_HEADER])), bytes: answer };
}

async function post(dataDir: string, command: string, asked: Asked): Promise<IncomingMessage | null> {
  const answer = await call(socketOf(dataDir), `/${encodeURIComponent(command)}`, JSON.stringify(asked));
  if (!answer || answer.statusCode === 200) return answer;
  const { code, params, exitCode } = JSON.parse(await text(answer));
  throw new Refusal(code, params, exitCode ?? EXIT.software);
}

function call(socketPath: string, path: string, body: string): Promise<IncomingMessage | null> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, path, method: "POST", headers: { "content-type": "application/json" } });
    asking.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else if (error.code === "EACCES")
        reject(new Refusal("cli.not_yours", { dir: dirname(socketPath) }, EXIT.noPermission));
      else reject(error);
    });
    asking.on("response", resolve);
    asking.end(body);
  });
}
