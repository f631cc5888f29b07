import { request } from "node:http";
import type { Asked } from "./acts.ts";
import { EXIT, Refusal } from "./refusal.ts";
import { socketOf } from "./socket.ts";

/** Asks the running Diwan of a data folder; null when none runs there. @throws Refusal what it refused */
export async function askRunning(
  dataDir: string,
  command: string,
  asked: Asked,
): Promise<Record<string, unknown> | null> {
  const answer = await post(socketOf(dataDir), `/${encodeURIComponent(command)}`, JSON.stringify(asked));
  if (!answer) return null;
  const body = JSON.parse(answer.text);
  if (answer.status !== 200) throw new Refusal(body.code, body.params, body.exitCode ?? EXIT.software);
  return body;
}

function post(socketPath: string, path: string, body: string): Promise<{ status: number; text: string } | null> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: "POST", headers: { "content-type": "application/json" } });
    call.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else reject(error);
    });
    call.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text })).on("error", reject);
    });
    call.end(body);
  });
}
