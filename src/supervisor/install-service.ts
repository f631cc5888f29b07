import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deskUser, serverUser } from "#platform/db/embedded-user.ts";
import { buildClient } from "./client-build.ts";
import { readOptions } from "./options.ts";
import { installPackages } from "./packages.ts";
import { serviceUnit } from "./service-unit.ts";
import { EXIT, SupervisorError, sentence } from "./words.ts";

const UNIT_FILE = "/etc/systemd/system/diwan.service";
const OWN_FLAGS = new Set(["--print", "--prepare"]);
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** What a start needs from the program folder, done by its owner: programs, dependencies (by bin/), pages. */
async function prepare(): Promise<void> {
  await installPackages(["run"], () => undefined);
  await buildClient(root, () => console.log(sentence("supervisor.building")));
}

/** Everything after our own flags goes to bin/start. */
function unitFor(args: string[]): { unit: string; dataDir: string } {
  const { dataDir } = readOptions(args, root, true);
  const rest = args.filter((arg, index) => !/^--data(=|$)/.test(arg) && args[index - 1] !== "--data");
  return { unit: serviceUnit({ root, dataDir, args: rest }), dataDir };
}

async function install(args: string[]): Promise<void> {
  if (process.getuid?.() !== 0) throw new SupervisorError("supervisor.service_needs_root", {}, EXIT.unavailable);
  if (!existsSync("/run/systemd/system"))
    throw new SupervisorError("supervisor.service_no_systemd", {}, EXIT.unavailable);
  // Made now: the service itself may not write in /etc.
  const users = [serverUser(), deskUser()].filter((user) => user !== undefined);
  const { unit, dataDir } = unitFor(args);
  for (const user of users) mustReadProgram(user);
  await prepare();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chownSync(dataDir, 0, users[0]!.gid); // what lies in it is handed over at each start
  writeFileSync(UNIT_FILE, unit, { mode: 0o644 });
  run("systemctl", ["daemon-reload"]);
  run("systemctl", ["enable", "--now", "diwan.service"]);
  console.log(sentence("supervisor.service_installed", { file: UNIT_FILE, command: "journalctl -u diwan" }));
}

/** The service's user must be able to read the checkout; one under /root or a closed home is not. */
function mustReadProgram(user: { name: string; uid: number; gid: number }): void {
  const identity = { uid: user.uid, gid: user.gid, cwd: "/" };
  const test = spawnSync("test", ["-x", `${root}/bin/start`, "-a", "-r", `${root}/package.json`], identity);
  if (test.status === 0) return;
  throw new SupervisorError("supervisor.service_unreadable", { folder: root, user: user.name }, EXIT.unavailable);
}

function run(program: string, args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  const command = [program, ...args].join(" ");
  if (status !== 0) throw new SupervisorError("supervisor.service_failed", { command }, EXIT.software, stderr.trim());
}

const args = process.argv.slice(2);
const options = args.filter((arg) => !OWN_FLAGS.has(arg));
try {
  if (args.includes("--print")) process.stdout.write(unitFor(options).unit);
  else if (args.includes("--prepare")) await prepare();
  else await install(options);
} catch (error) {
  if (!(error instanceof SupervisorError)) throw error;
  console.error(error.explain());
  process.exitCode = error.exitCode;
}
