import { existsSync } from "node:fs";
import { ClusterError } from "#platform/db/embedded-error.ts";
import { prepareDataFolder } from "#platform/db/embedded-folder.ts";
import { type FolderLock, lockFolder } from "#platform/db/embedded-lock.ts";
import { deskUser, type ServerUser, serverUser } from "#platform/db/embedded-user.ts";
import { type DatabaseMessage, databaseIn } from "./child.ts";
import { buildClient } from "./client-build.ts";
import { type Database, openDatabase } from "./database.ts";
import { asUser, handOver, handOverDesk, takeBack, unreadableFor } from "./drop.ts";
import { note, rotate } from "./log-file.ts";
import type { StartOptions } from "./options.ts";
import { installPackages } from "./packages.ts";
import { portsMustBeFree } from "./ports.ts";
import { type Program, type ProgramSpec, type Ready, runProgram } from "./program.ts";
import { readRunFile, removeRunFile, writeRunFile } from "./run-file.ts";
import { EXIT, SupervisorError, sentence } from "./words.ts";

/** The files of the two Node processes: the inside (web and worker) and the public side. */
export interface Entries {
  main: string;
  desk: string;
}

/** A running Diwan: the database, the inside and the public side. */
export interface Diwan {
  url: string;
  setupUrl?: string;
  /** The public side and the inside finish first, then the database: nobody loses the server under a running act. */
  stop(): Promise<void>;
}

const ROTATE_EVERY_MS = 10 * 60_000;

/**
 * Starts everything in its order and resolves when pages are served. Throws ClusterError or SupervisorError; whatever
 * had been started by then is stopped again.
 */
export async function startDiwan(
  options: StartOptions,
  root: string,
  entries: Entries,
  tell: (line: string) => void,
): Promise<Diwan> {
  const user = serverUser();
  const dataDir = prepareDataFolder(options.dataDir, user);
  const lock = await takeFolder(dataDir);
  const undo: (() => Promise<void>)[] = [() => lock.release()];
  const log = (line: string) => note(`${dataDir}/log/supervisor.log`, line);
  try {
    await portsMustBeFree(portsOf(options), options.host ? "::" : "127.0.0.1");
    const onLost = () => tell(sentence("supervisor.database_lost"));
    const database = openDatabase({ dataDir, lock, env: process.env, log, onLost });
    undo.push(async () => (await database).stop());
    const prepared = together([preparePages(root, options, tell), preparePrograms(tell)], database);
    undo.push(() => prepared.catch(() => undefined));
    const become = user.switch ? programUsers(user, options, root, dataDir, tell) : {};
    const main = await serve(options, environments(options, dataDir), undo, prepared, database, (name, spec) => {
      const args = [...(options.dev ? WATCH : []), entries[name]];
      return runProgram({ name, args, logFile: `${dataDir}/log/${name}.log`, log, become: become[name], ...spec });
    });
    const { port } = options;
    const url = main.url ?? `http://localhost:${port}`;
    writeRunFile(dataDir, { pid: process.pid, url, port, deskPort: port + 1, startedAt: new Date().toISOString() });
    const rotation = setInterval(() => rotateAll(dataDir), ROTATE_EVERY_MS);
    undo.push(async () => {
      clearInterval(rotation);
      removeRunFile(dataDir);
    });
    return { url, ...(main.setupUrl ? { setupUrl: main.setupUrl } : {}), stop: () => unwind(undo) };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

/**
 * Starts the inside and the public side while the database and the pages may still be prepared: the inside loads its
 * modules, then waits for the message. By a name, the public side waits for the inside, which may first have to make the certificate
 * that both show. For developers the address is in the environment, because only that survives each restart by --watch.
 */
async function serve(
  { host, dev }: StartOptions,
  env: Record<keyof Entries, NodeJS.ProcessEnv>,
  undo: (() => Promise<void>)[],
  prepared: Promise<void>,
  database: Promise<Database>,
  run: (name: keyof Entries, spec: Pick<ProgramSpec, "env" | "message">) => Program,
): Promise<Ready> {
  const message = prepared.then(async (): Promise<DatabaseMessage> => {
    const { owner, app } = await database;
    return { type: "database", owner, app };
  });
  const main = run("main", dev ? { env: { ...env.main, ...databaseIn(await message) } } : { env: env.main, message });
  undo.push(() => main.stop());
  const served = Promise.all([main.ready, message]);
  if (host) await served;
  const desk = run("desk", { env: env.desk });
  undo.push(() => desk.stop());
  const [[ready]] = await Promise.all([served, desk.ready]);
  return ready;
}

/**
 * Root starts the inside as the user of the database, and the public side as one whom the database does not know. Where
 * a user cannot read the program or a file that was named, less is separated, and that is said.
 */
function programUsers(
  inside: ServerUser,
  options: StartOptions,
  root: string,
  dataDir: string,
  tell: (line: string) => void,
): Partial<Record<keyof Entries, ProgramSpec["become"]>> {
  const { cert, key, pfx, keyFile } = options;
  const there = (files: (string | undefined)[]) =>
    files.filter((file) => file !== undefined && existsSync(file)) as string[];
  const unreadable = unreadableFor(inside, root, there([cert, key, pfx, keyFile]));
  if (unreadable.length > 0) {
    takeBack(dataDir);
    tell(sentence("supervisor.runs_as_root", { user: inside.name, files: unreadable.join(" ") }));
    return {};
  }
  handOver(dataDir, inside);
  const as = (user: ServerUser) => (command: readonly string[]) =>
    asUser(user, Math.min(...portsOf(options)) < FIRST_FREE_PORT, command);
  const desk = deskUser();
  if (!desk) return { main: as(inside), desk: as(inside) };
  handOverDesk(dataDir, inside, desk);
  const closed = unreadableFor(desk, root, [`${dataDir}/desk`, ...there([cert, key, pfx])]);
  if (closed.length === 0) return { main: as(inside), desk: as(desk) };
  handOver(dataDir, inside);
  tell(sentence("supervisor.desk_as_inside", { user: desk.name, inside: inside.name, files: closed.join(" ") }));
  return { main: as(inside), desk: as(inside) };
}

const FIRST_FREE_PORT = 1_024;

async function takeFolder(dataDir: string): Promise<FolderLock> {
  try {
    return await lockFolder(dataDir);
  } catch (error) {
    const run = readRunFile(dataDir);
    if (!(error instanceof ClusterError && error.code === "db.in_use" && run)) throw error;
    const params = { folder: dataDir, url: run.url, pid: `${run.pid}` };
    throw new SupervisorError("supervisor.already_running", params, EXIT.running);
  }
}

/** The inside, the public side, and with a name the plain http port that only redirects. */
function portsOf({ port, host }: StartOptions): number[] {
  return host ? [port, port + 1, httpPort(port)] : [port, port + 1];
}

/** Beside the usual https port the usual http port; beside any other, the second one after it. */
function httpPort(port: number): number {
  return port === 443 ? 80 : port + 2;
}

async function preparePages(root: string, options: StartOptions, tell: (line: string) => void): Promise<void> {
  if (!options.dev) await buildClient(root, () => tell(sentence("supervisor.building")));
}

async function preparePrograms(tell: (line: string) => void): Promise<void> {
  const names = (packages: { name: string }[]) => packages.map((each) => each.name).join(" ");
  const { missing, command } = await installPackages(["run"], (packages) =>
    tell(sentence("supervisor.packages_installing", { packages: names(packages) })),
  );
  if (missing.length === 0) return;
  const functions = missing.map((each) => each.function).join(", ");
  tell(sentence("supervisor.functions_off", { functions, command }));
}

/** Waits for all, even when one fails: what still runs must have ended before the undoing begins. */
async function together(works: Promise<unknown>[], background: Promise<unknown>): Promise<void> {
  // Its failure is reported where it is awaited; until then it must not count as unhandled.
  background.catch(() => undefined);
  for (const result of await Promise.allSettled(works)) if (result.status === "rejected") throw result.reason;
}

const WATCH = ["--watch", "--watch-preserve-output"];

function environments(options: StartOptions, dataDir: string): Record<keyof Entries, NodeJS.ProcessEnv> {
  const main = {
    ...process.env,
    ...namesOf(options, dataDir),
    DIWAN_DATA: dataDir,
    ...(options.demo ? { DIWAN_DEMO: "1" } : {}),
    ...(options.keyFile ? { DIWAN_KEY_FILE: options.keyFile } : {}),
  };
  const desk = {
    ...withoutSecrets(process.env),
    ...namesOf(options, dataDir),
    DIWAN_DESK_DIR: `${dataDir}/desk`,
    NODE_COMPILE_CACHE: `${dataDir}/desk/compiled`,
    DIWAN_DESK_PORT: `${options.port + 1}`,
  };
  return { main, desk };
}

/** The public side holds no credential of the inner database, not even in its environment. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(DATABASE_|PG|DIWAN_DB_|DIWAN_KEY|DIWAN_S3_)/.test(name)),
  );
}

/** What both processes are told about names, ports and certificates. Compiled modules are kept, for a quick start. */
function namesOf(options: StartOptions, dataDir: string): Record<string, string> {
  return {
    DIWAN_PORT: `${options.port}`,
    NODE_COMPILE_CACHE: `${dataDir}/tmp/compiled`,
    ...(options.host ? { DIWAN_HOST: options.host, DIWAN_HTTP_PORT: `${httpPort(options.port)}` } : {}),
    ...(options.cert ? { DIWAN_TLS_CERT: options.cert } : {}),
    ...(options.key ? { DIWAN_TLS_KEY: options.key } : {}),
    ...(options.pfx ? { DIWAN_TLS_PFX: options.pfx } : {}),
  };
}

function rotateAll(dataDir: string): void {
  for (const name of ["supervisor", "postgres", "main", "desk"]) rotate(`${dataDir}/log/${name}.log`);
}

/** Undoes what was done, last first; one that fails does not keep the others from being undone. */
async function unwind(undo: (() => Promise<void>)[]): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step().catch(() => undefined);
}
