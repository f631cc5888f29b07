import { KeyFileError } from "#platform/crypto/root-key.ts";
import { firstVisit } from "#platform/first-visit.ts";
import { TlsError } from "#platform/tls/errors.ts";
import { discoverFeatures } from "./app.ts";
import { openConsole } from "./cli/socket.ts";
import { startProcess } from "./process.ts";
import { receiveDatabase } from "./supervisor/child.ts";

/** One process of Diwan, started and watched by the supervisor (src/supervisor), or by hand with the same environment. */
// Their modules are read while the database may still be starting.
await discoverFeatures();
await receiveDatabase();
const running = await startProcess().catch(refuse);
const { platform } = running.opened;
const setupUrl = platform.config.only === "worker" ? null : await firstVisit(platform);
const operators = platform.config.only === "worker" ? null : await openConsole(running);
process.send?.({ type: "ready", url: platform.config.url, ...(setupUrl && { setupUrl }) });

/** What an operator can mend is told as a sentence by the supervisor; anything else is a bug and keeps its trace. */
async function refuse(error: unknown): Promise<never> {
  if (!(error instanceof TlsError || error instanceof KeyFileError) || !process.send) throw error;
  const { code, params } = error;
  await new Promise((sent) => process.send?.({ type: "refused", code, params }, sent));
  process.exit(1);
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await operators?.close();
  await running.stop();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
process.on("disconnect", () => void stop());
