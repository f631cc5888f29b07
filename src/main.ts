import { openSetUp } from "#features/administration/api.ts";
import { discoverFeatures } from "./app.ts";
import { openConsole } from "./cli/socket.ts";
import { startProcess } from "./process.ts";
import { receiveDatabase } from "./supervisor/child.ts";

/** One process of Diwan, started and watched by the supervisor (src/supervisor), or by hand with the same environment. */
// Their modules are read while the database may still be starting.
await discoverFeatures();
await receiveDatabase();
const running = await startProcess();
const { platform } = running.opened;
const setupUrl = platform.config.only === "worker" ? null : await openSetUp(platform);
const operators = platform.config.only === "worker" ? null : await openConsole(running);
process.send?.({ type: "ready", url: platform.config.url, ...(setupUrl && { setupUrl }) });

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
