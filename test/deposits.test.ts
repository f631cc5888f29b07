import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { depositKey, fetchJob } from "#features/papers/deposits/deposits.ts";
import { publishJob } from "#features/papers/desk.ts";
import { spoolOf } from "#platform/deposits/deposits.ts";
import type { JobRun } from "#platform/jobs/job.ts";
import { publishSlot } from "#platform/statement/publication.ts";
import { publishToDesk } from "../src/desk-publication.ts";
import { type Bed, grantLeave, openBed, STRANGER, view } from "./walls/insider.ts";

// Many requests one after another; a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let bed: Bed;
let desk: ChildProcess;
let run: JobRun;
let dir: string;
let site: string;
let statement: string;
beforeAll(async () => {
  bed = await openBed();
  const { platform } = bed.t;
  run = {
    platform: { ...platform, fills: [...platform.fills, publishSlot.fill(publishToDesk)] },
    progress: async () => undefined,
  } as unknown as JobRun;
  dir = join(platform.config.dataDir, "desk");
  const request = await grantLeave(bed, "fatima", "2026-12-07", "2026-12-11");
  const paper = (await view(bed, "fatima", request)).paper!;
  const { verification } = (await bed.as("fatima").get(`/api/papers/${paper}`)).body as {
    verification: { url: string };
  };
  statement = new URL(verification.url).hash.slice(1);
  await publishJob.run(run, {});
  const port = await freePort();
  site = `http://127.0.0.1:${port}`;
  desk = spawn(process.execPath, [join(import.meta.dirname, "../src/desk/main.ts")], {
    env: { DIWAN_DESK_DIR: dir, DIWAN_DESK_PORT: String(port), DIWAN_LOG_LEVEL: "error", PATH: process.env.PATH },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(desk, "message");
}, 120_000);
afterAll(async () => {
  desk.kill();
  await bed.t.close();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

const leave = async (text: string, of?: string): Promise<string> => {
  const body = { purpose: "doubtful_paper", text, contact: "0600000000", language: "ar", ...(of && { statement: of }) };
  const answer = await fetch(`${site}/deposits`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { receipt: string }).receipt;
};
type Report = {
  id: string;
  receipt: string;
  words: string;
  ours: boolean;
  paper: { reference: string } | null;
  handled: unknown;
};
const reports = async (login: string) =>
  ((await bed.as(login).get("/api/papers/deposits")).body as { items: Report[] }).items;

test("what an outsider leaves at the desk is sealed, reaches the office that keeps the papers, and can be dealt with once", async () => {
  const page = await (await fetch(`${site}/v/`, { headers: { "accept-language": "ar" } })).text();
  expect(page).toContain(Buffer.from((await depositKey(bed.t.platform)).publicKey).toString("base64url"));
  const genuine = await leave("التوقيع لا يشبه توقيع المدير", statement);
  const other = await leave("ce papier n’est pas à vous");
  await fetchJob.run(run, {});
  await fetchJob.run(run, {});
  await bed.t.settle();
  const seen = await reports("hr1");
  expect(seen.map(({ receipt }) => receipt).sort()).toEqual([genuine, other].sort());
  expect(seen.find(({ receipt }) => receipt === genuine)).toMatchObject({
    words: "التوقيع لا يشبه توقيع المدير",
    paper: { reference: expect.stringContaining("2026") },
    handled: null,
  });
  // The administrator, who may not open the paper, is not told that it is nobody's.
  const toldAdmin = (await reports("admin")).map(({ receipt, ours, paper }) => [receipt, ours, paper]);
  expect(toldAdmin.sort()).toEqual(
    [
      [genuine, true, null],
      [other, false, null],
    ].sort(),
  );
  expect(await reports(STRANGER)).toEqual([]);
  const notices = JSON.stringify((await bed.as("hr1").get("/api/notifications")).body);
  expect(notices).toContain(genuine);
  const { id } = seen[0]!;
  expect((await bed.as(STRANGER).post(`/api/papers/deposits/${id}/answer`, { answer: "rien" })).status).toBe(404);
  expect((await bed.as("hr1").post(`/api/papers/deposits/${id}/answer`, { answer: "وثيقة صحيحة" })).status).toBe(204);
  expect((await bed.as("hr2").post(`/api/papers/deposits/${id}/answer`, { answer: "autre" })).status).toBe(409);
});

test("nothing of it stays on the desk's disk, and what does not open is set aside", async () => {
  const { readdir, writeFile } = await import("node:fs/promises");
  expect((await readdir(spoolOf(dir))).filter((name) => name.endsWith(".sealed"))).toEqual([]);
  await writeFile(join(spoolOf(dir), `${"a".repeat(32)}.sealed`), "not a deposit");
  await fetchJob.run(run, {});
  expect(await readdir(spoolOf(dir))).toContain(`${"a".repeat(32)}.refused`);
  expect(await reports("hr1")).toHaveLength(2);
});

test("the list of revoked papers is signed anew each night", async () => {
  const issued = async () =>
    JSON.parse(await readFile(join(dir, "public", "v", "revocations.json"), "utf8")).list.issuedAt as string;
  const before = await issued();
  bed.t.clock.advance(86_400_000);
  await publishJob.run(run, {});
  expect(Date.parse(await issued()) - Date.parse(before)).toBeGreaterThanOrEqual(86_400_000);
});
