import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, hashPassword } from "#features/accounts/api.ts";
import { openArchive } from "#platform/backup/archive.ts";
import { checkArchive } from "#platform/backup/restore.ts";
import { writeBackup } from "#platform/backup/write.ts";
import { blobAt } from "#platform/storage/store.ts";
import { asSystem } from "#platform/testing/database.ts";
import { discoverFeatures } from "../src/app.ts";
import { checkLog } from "../src/cli/checks.ts";
import { askRunning, streamFromRunning } from "../src/cli/client.ts";
import { socketOf } from "../src/cli/place.ts";
import { type Console, openConsole } from "../src/cli/socket.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";
import { type TestDiwan, testDiwan } from "../src/testing.ts";

/** The operator at the console of a running Diwan. */
const root = mkdtempSync(join(tmpdir(), "diwan-console-"));
let t: TestDiwan;
let dataDir: string;
let open: Console;

beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    const { people } = await buildWorld(ctx);
    const account = {
      person: people.secretary!,
      login: "anas",
      passwordHash: await hashPassword("four words of no poem"),
    };
    await createAccount(ctx, account);
  });
  dataDir = t.platform.config.dataDir;
  mkdirSync(join(dataDir, "run"), { recursive: true });
  const opened = { platform: t.platform, pool: t.pool, close: async () => undefined };
  open = await openConsole({ opened, features: await discoverFeatures() });
});
afterAll(async () => {
  await open.close();
  await t.close();
  rmSync(root, { recursive: true });
});

const ask = (command: string, more: object = {}) => askRunning(dataDir, command, { operator: "karim", ...more });

test("only the user of the process may open the socket", () => {
  expect(statSync(socketOf(dataDir)).mode & 0o777).toBe(0o600);
});

test("where no Diwan runs, nobody answers", async () => {
  expect(await askRunning(root, "status", { operator: "karim" })).toBeNull();
});

test("a lock shows in the list, is the operator's in the log, and is taken off again", async () => {
  const state = async () => {
    const { accounts } = (await ask("user list")) as { accounts: { login: string; state: string }[] };
    return accounts.find(({ login }) => login === "anas")?.state;
  };
  expect(await state()).toBe("active");
  await ask("user lock", { login: "anas" });
  expect(await state()).toBe("locked_by_admin");
  await expect(ask("user activate", { login: "anas" })).rejects.toMatchObject({
    code: "accounts.account_locked_by_admin",
  });
  const told = await t.owner.query(
    "select actor_kind, actor from events.event where type = 'accounts.account_locked' order by ord desc limit 1",
  );
  expect(told.rows).toEqual([{ actor_kind: "operator", actor: "karim" }]);
  await ask("user unlock", { login: "anas" });
  expect(await state()).toBe("active");
  expect(await ask("user activate", { login: "anas" })).toMatchObject({
    code: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/),
  });
});

test("the exported log verifies by the key that the status tells", async () => {
  const { path: dir } = (await ask("audit export")) as { path: string };
  const { audit } = (await ask("status")) as { audit: { verifierKey: string } };
  expect(await checkLog(dir, audit.verifierKey)).toMatchObject({ ok: true, trust: "trusted_keys" });
});

test("an unknown command, login or path is refused", async () => {
  await expect(ask("destroy")).rejects.toMatchObject({ code: "cli.unknown_command" });
  await expect(ask("user lock", { login: "nobody" })).rejects.toMatchObject({
    code: "cli.no_such_login",
    exitCode: 66,
  });
  await expect(ask("get", { path: "relative" })).rejects.toMatchObject({ code: "http.unexpected" });
});

test("the stored files are counted, read to the last byte, and their keys wrapped anew, told to the log", async () => {
  const { digest } = await t.platform.blobs.put(Buffer.from("a paper"), { label: "level-1" });
  const { checked } = (await ask("storage verify")) as { checked: number };
  expect(await ask("storage status")).toMatchObject({ blobs: checked, plain: 0, findings: [] });
  expect(await ask("storage rewrap")).toEqual({ rewrapped: checked });
  expect(Buffer.from(await t.platform.blobs.get(digest)).toString()).toBe("a paper");
  const told = await t.owner.query("select actor, body from events.event where type = 'storage.rewrapped'");
  expect(told.rows).toEqual([{ actor: "karim", body: { count: checked } }]);
  await t.platform.storage.objects.remove((await blobAt(t.db, digest))!.object);
  const { findings } = (await ask("storage verify")) as { findings: unknown[] };
  expect(findings).toEqual([{ address: digest, what: "missing" }]);
});

const person = {
  givenName: { ar: "سلمى", fr: "Salma" },
  familyName: { ar: "بناني", fr: "Bennani" },
  gender: "f",
  administrator: true,
};

test("an administrator made at the console gets a link, a sheet and the role, and is shown", async () => {
  const made = (await ask("user create", { login: "s.bennani", person, sheet: true })) as Record<string, string>;
  expect(made.link).toMatch(/\/activate#\w{4}-\w{4}-\w{4}$/);
  expect(Buffer.from(made.sheet!, "base64").toString("latin1", 0, 5)).toBe("%PDF-");
  expect(await ask("user show", { login: "s.bennani" })).toMatchObject({
    state: "invited",
    name: { ar: "سلمى بناني", fr: "Salma Bennani" },
    roles: ["administrator"],
  });
  await expect(ask("user create", { login: "s.bennani", person })).rejects.toMatchObject({
    code: "accounts.login_taken",
  });
});

test("reading as somebody shows what he is shown, is refused what he is refused, and is told", async () => {
  const { answer } = (await ask("get", { login: "anas", path: "/api/work" })) as { answer: object };
  expect(answer).toBeTypeOf("object");
  await expect(ask("get", { login: "anas", path: "/api/administration/status" })).rejects.toMatchObject({
    code: "people.role_required",
  });
  const told = await t.owner.query(
    "select actor, subject, body from events.event where type = 'console.read_as' order by ord limit 1",
  );
  expect(told.rows).toMatchObject([{ actor: "karim", body: { path: "/api/work" } }]);
});

test("the running Diwan sends a backup that the operator's process writes", async () => {
  const { bytes, expected } = (await streamFromRunning(dataDir, { operator: "karim" }))!;
  expect(expected).toBeGreaterThan(100_000);
  const manifest = await writeBackup(bytes, join(root, "b.tar"), expected);
  expect(manifest.tables.length).toBeGreaterThan(20);
  await checkArchive(await openArchive(join(root, "b.tar")));
});
