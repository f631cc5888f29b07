/**
 * A child process of durable.test.ts: stores one blob after another, writes a line for each that was acknowledged, and
 * stops itself with SIGKILL inside the step it was told, at the blob it was told (or is killed from outside).
 * Arguments: root, step or "none", number of the fatal blob.
 */
import { writeSync } from "node:fs";
import { folderStore } from "./folder-store.ts";

const [root, step, fatal] = process.argv.slice(2);
let current = 0;
const store = folderStore(root!, {
  at(reached) {
    if (reached === step && current === Number(fatal)) process.kill(process.pid, "SIGKILL");
  },
});

for (; ; current++) {
  const content = Buffer.alloc(20_000 + current, `blob ${current} `);
  const { digest } = await store.put(content, { label: "level-1" });
  writeSync(1, `${current} ${digest}\n`);
}
