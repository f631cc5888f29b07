import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { checkpointSource } from "#platform/audit/audit.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { transact } from "#platform/command.ts";
import { readConfig } from "#platform/config.ts";
import { type Cluster, startCluster } from "#platform/db/embedded.ts";
import { migrate } from "#platform/db/migrate.ts";
import { openPool } from "#platform/db/open.ts";
import { drain } from "#platform/events/drain.ts";
import { migrateQueue } from "#platform/jobs/worker.ts";
import { openPlatform } from "#platform/open.ts";
import { asSystem } from "#platform/testing/database.ts";
import { discoverFeatures, migrationSets } from "../src/app.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";

/** DIWAN_ROUNDS: how often everything is killed; twenty before a release. */
const ROUNDS = Number(process.env.DIWAN_ROUNDS ?? 3);

/** What must be empty after a crash, whenever it came. */
const WRONG = {
  "a number with no paper, or a paper with no number": `select 1 from papers.paper p full join numbering.number n
    on n.series = p.series and n.year = p.year and n.number = p.number where p.id is null or n.subject is null`,
  "a gap":
    "select 1 from numbering.series s where last <> (select count(*) from numbering.number n where n.series = s.name and n.year = s.year)",
  "a paper nobody was told of, or told twice": `select 1 from papers.paper p
    left join events.event e on e.type = 'papers.issued' and e.subject = p.id::text group by p.id having count(e.id) <> 1`,
  "a paper whose PDF nobody will set": `select 1 from papers.paper p where not exists
    (select 1 from jobs.job j where j.name = 'papers.render' and j.payload ->> 'paper' = p.id::text)`,
  "an event told of a paper that is not there":
    "select 1 from events.event e where type = 'papers.issued' and not exists (select 1 from papers.paper p where p.id::text = e.subject)",
};

test(
  `everything killed at once ${ROUNDS} times while papers are issued: no gap, no double, no orphan`,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "diwan-power-"));
    chmodSync(dataDir, 0o755); // as root, the server runs as another user, who must be able to enter
    // Whether a killed supervisor gives its folder back is tried in src/supervisor.
    const options = { dataDir, log: () => undefined, lock: { release: async () => undefined } };
    let cluster = await startCluster(options);
    const env = {
      ...process.env,
      DIWAN_DATA: dataDir,
      DIWAN_LOG_LEVEL: "silent",
      DIWAN_DB_OWNER: JSON.stringify(cluster.owner),
      DIWAN_DB_APP: JSON.stringify(cluster.app),
    };
    const acknowledged = new Set<string>();
    const person = await makeInstitution(env);
    for (let round = 0; round < ROUNDS; round++) {
      const child = issuing({ ...env, PERSON: person }, acknowledged);
      const before = acknowledged.size;
      await expect.poll(() => acknowledged.size, { timeout: 120_000 }).toBeGreaterThan(before + 2);
      await sleep(Math.random() * 1_500);
      killAll(child, cluster);
      await once(child, "exit");
      cluster = await startCluster(options);
      await expectWhole(cluster, acknowledged, round);
    }
    const child = issuing({ ...env, PERSON: person }, acknowledged);
    await expectPapersSet(cluster, acknowledged);
    child.kill("SIGKILL");
    await once(child, "exit");
    await expectIntactLog(env);
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  },
  60_000 + ROUNDS * 120_000,
);

async function makeInstitution(env: NodeJS.ProcessEnv): Promise<string> {
  const features = await discoverFeatures();
  const config = readConfig(env);
  const owner = openPool(config.database.owner, 2);
  await migrateQueue(owner);
  await migrate(owner, migrationSets(features));
  await owner.end();
  const fills = features.flatMap((feature) => feature.fills ?? []);
  const opened = openPlatform(config, fills, { connections: 2 });
  const call = { actor: asSystem, locale: "ar" as const, requestId: "test" };
  const { people } = await transact(opened.platform, call, buildWorld);
  await opened.close();
  return Object.values(people)[0]!;
}

function issuing(env: NodeJS.ProcessEnv, acknowledged: Set<string>): ChildProcess {
  const program = join(import.meta.dirname, "power-loss.child.ts");
  const child = spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "inherit"] });
  let rest = "";
  child.stdout!.on("data", (part: Buffer) => {
    const lines = `${rest}${part}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) acknowledged.add(line);
  });
  return child;
}

/** The server leads a process group of its own: all of it goes in the same moment. */
function killAll(child: ChildProcess, cluster: Cluster): void {
  process.kill(-cluster.pid, "SIGKILL");
  child.kill("SIGKILL");
}

async function ask(cluster: Cluster, text: string): Promise<Record<string, unknown>[]> {
  const pool = openPool(cluster.owner, 1);
  return pool.query(text).then(
    ({ rows }) => pool.end().then(() => rows),
    (error: unknown) => pool.end().then(() => Promise.reject(error)),
  );
}

async function expectWhole(cluster: Cluster, acknowledged: ReadonlySet<string>, round: number): Promise<void> {
  for (const [what, text] of Object.entries(WRONG))
    expect(await ask(cluster, text), `${what}, round ${round}`).toEqual([]);
  const stored = new Set((await ask(cluster, "select reference from papers.paper")).map((row) => row.reference));
  expect(
    [...acknowledged].filter((reference) => !stored.has(reference)),
    "acknowledged and lost",
  ).toEqual([]);
}

/** What was being set when it was killed is set by the next process, soon. */
async function expectPapersSet(cluster: Cluster, acknowledged: ReadonlySet<string>): Promise<void> {
  const known = [...acknowledged].map((reference) => `'${reference}'`).join(",");
  const unset = `select reference from papers.paper where digest is null and reference in (${known})`;
  await expect.poll(() => ask(cluster, unset), { timeout: 120_000, interval: 500 }).toEqual([]);
}

async function expectIntactLog(env: NodeJS.ProcessEnv): Promise<void> {
  const { platform, close } = openPlatform(readConfig(env), [], { connections: 2 });
  await drain(platform, []);
  const dir = mkdtempSync(join(tmpdir(), "diwan-power-log-"));
  await exportAudit(checkpointSource(platform), join(dir, "log"));
  const { verifierKey } = platform.keys.signer("audit");
  const report = await verifyExport(join(dir, "log"), { trustedKeys: [verifierKey] });
  expect(report).toMatchObject({ ok: true, findings: [] });
  rmSync(dir, { recursive: true });
  await close();
}
