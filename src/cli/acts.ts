import { join } from "node:path";
import type pg from "pg";
import { accountsListed, issueActivation, personByLogin, setLocked } from "#features/accounts/api.ts";
import { operator } from "#platform/actor.ts";
import { auditStatus, checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { writeBackup } from "#platform/backup/backup.ts";
import { transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { drain } from "#platform/events/drain.ts";
import { emit } from "#platform/events/emit.ts";
import type { Feature } from "#platform/feature.ts";
import type { Platform } from "#platform/platform.ts";
import { EXIT, Refusal } from "./refusal.ts";

/** What an act stands on: the running process's, or opened for this command alone. */
export type Ground = { platform: Platform; owner: pg.Pool; features: readonly Feature[]; running: boolean };
export type Asked = { operator: string; path?: string | undefined; login?: string | undefined };
type Act = (ground: Ground, asked: Asked) => Promise<Record<string, unknown>>;

/** What the operator can have done to a data folder, by the words of the command; each is told to the audit log. */
export const ACTS: Record<string, Act> = {
  status,
  "user list": async (ground, asked) => ({ accounts: await as(ground, asked, accountsListed) }),
  "user lock": (ground, asked) => changeLock(ground, asked, true),
  "user unlock": (ground, asked) => changeLock(ground, asked, false),
  "user activate": activate,
  "audit export": exportLog,
  backup,
};

const as = <T>({ platform }: Ground, asked: Asked, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  transact(platform, { actor: operator(asked.operator), locale: "ar", requestId: "console" }, run);

async function status(ground: Ground) {
  const { platform, running } = ground;
  const { size, signed, verifierKey } = await auditStatus(platform);
  const jobs = await ground.owner.query("select state, count(*)::int as count from jobs.job group by 1 order by 1");
  return {
    running,
    url: platform.config.url,
    dataDir: platform.config.dataDir,
    audit: { entries: size, signed: signed?.size ?? 0, verifierKey },
    jobs: Object.fromEntries(jobs.rows.map(({ state, count }) => [state, count])),
  };
}

async function personOf(ctx: Ctx, login: string | undefined): Promise<string> {
  const person = login === undefined ? null : await personByLogin(ctx, login);
  if (!person) throw new Refusal("cli.no_such_login", { login: login ?? "" }, EXIT.noInput);
  return person;
}

async function changeLock(ground: Ground, asked: Asked, locked: boolean) {
  await as(ground, asked, async (ctx) => setLocked(ctx, await personOf(ctx, asked.login), locked));
  return { login: asked.login, locked };
}

async function activate(ground: Ground, asked: Asked) {
  const { code, expiresAt } = await as(ground, asked, async (ctx) =>
    issueActivation(ctx, { person: await personOf(ctx, asked.login) }),
  );
  return { login: asked.login, code, expiresAt: expiresAt.toISOString() };
}

/** Puts what was committed into the log, so that what leaves the house is whole. */
async function settle(ground: Ground, asked: Asked, type: string): Promise<void> {
  await as(ground, asked, (ctx) => emit(ctx, type, null, { path: asked.path ?? "" }));
  // A running worker delivers by itself; here only the order and the chain of the log matter.
  await drain(ground.platform, []);
}

async function exportLog(ground: Ground, asked: Asked) {
  await settle(ground, asked, "audit.exported");
  const path = asked.path ?? "";
  const { size } = await exportAudit(checkpointSource(ground.platform), path);
  return { path, entries: size, verifierKey: ground.platform.keys.signer("audit").verifierKey };
}

async function backup(ground: Ground, asked: Asked) {
  await settle(ground, asked, "backup.written");
  const { platform, owner } = ground;
  await signCheckpoint(checkpointSource(platform));
  const blobsDir = join(platform.config.dataDir, "blobs");
  const path = asked.path ?? "";
  const { tables, blobs, damaged } = await writeBackup({ owner, blobsDir, at: platform.clock.now() }, path);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { path, tables: tables.length, rows, blobs: blobs.length, damaged, keyFile: platform.config.keyFile };
}
