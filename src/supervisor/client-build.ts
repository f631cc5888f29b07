import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { lastLines, openLog } from "./log-file.ts";
import { EXIT, SupervisorError } from "./words.ts";

/** Everything that can change what the browser receives. Too much only costs a build; too little shows old pages. */
const SOURCES = [
  /^(package-lock\.json|vite\.config\.ts)$/,
  /^scripts\/(help\/)?[^/]+\.ts$/,
  /^src\/web\//,
  /^src\/features\/[^/]+\/(web\/|help\/|messages\/|schema\.ts$)/,
  /^src\/platform\/(wire|i18n|[^/]+\/messages)\//,
];
const PLACES = ["package-lock.json", "vite.config.ts", "scripts", "src"];

/** One hash of all sources of the client: paths and contents. A plain walk: a glob took ten times as long. */
export function clientHash(root: string): string {
  const hash = createHash("sha256");
  for (const file of PLACES.flatMap((place) => filesBelow(root, place)).sort()) {
    if (file.includes(".test.") || !SOURCES.some((pattern) => pattern.test(file))) continue;
    const content = readFileSync(`${root}/${file}`);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesBelow(root: string, path: string): string[] {
  const stat = statSync(`${root}/${path}`, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat ? [path] : [];
  return readdirSync(`${root}/${path}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
  );
}

/**
 * Builds `dist/web` with vite when its sources are not those it was built from. The stamp is written last, so a
 * build that was killed is done again. `announce` is called only when there is something to build.
 */
export async function buildClient(root: string, announce: () => void): Promise<"built" | "unchanged"> {
  const stamp = `${root}/dist/web.built-from`;
  const hash = clientHash(root);
  if (existsSync(stamp) && existsSync(`${root}/dist/web`) && readFileSync(stamp, "utf8") === hash) return "unchanged";
  mustBeWritable(root);
  announce();
  writeFileSync(stamp, "");
  await runVite(root);
  writeFileSync(stamp, hash);
  return "built";
}

function mustBeWritable(root: string): void {
  try {
    mkdirSync(`${root}/dist`, { recursive: true });
    accessSync(`${root}/dist`, constants.W_OK);
  } catch {
    throw new SupervisorError("supervisor.build_read_only", { folder: root }, EXIT.unavailable);
  }
}

function runVite(root: string): Promise<void> {
  const logFile = `${root}/dist/build.log`;
  const out = openLog(logFile);
  const vite = spawn(process.execPath, [`${root}/node_modules/vite/bin/vite.js`, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1" },
    stdio: ["ignore", out, out],
  });
  return new Promise((resolve, reject) => {
    vite.once("error", reject);
    vite.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new SupervisorError("supervisor.build_failed", {}, EXIT.software, lastLines(logFile, 30)));
    });
  });
}
