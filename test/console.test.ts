import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, hashPassword } from "#features/accounts/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { discoverFeatures } from "../src/app.ts";
import { checkLog } from "../src/cli/checks.ts";
import { askRunning } from "../src/cli/client.ts";
import { type Console, openConsole, socketOf } from "../src/cli/socket.ts";
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
  const dir = join(root, "log");
  await ask("audit export", { path: dir });
  const { audit } = (await ask("status")) as { audit: { verifierKey: string } };
  expect(await checkLog(dir, audit.verifierKey)).toMatchObject({ ok: true, trust: "trusted_keys" });
  await expect(ask("audit export", { path: dir })).rejects.toMatchObject({ code: "audit.export_folder_not_empty" });
});

test("an unknown command, login or path is refused", async () => {
  await expect(ask("destroy")).rejects.toMatchObject({ code: "cli.unknown_command" });
  await expect(ask("user lock", { login: "nobody" })).rejects.toMatchObject({
    code: "cli.no_such_login",
    exitCode: 66,
  });
  await expect(ask("backup", { path: "relative" })).rejects.toMatchObject({ code: "http.unexpected" });
});
