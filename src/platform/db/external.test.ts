import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DebianServer, debianServer, whyNoDebianServer } from "#platform/testing/debian-server.ts";
import { skipped } from "#platform/testing/skipped.ts";
import { openExternal } from "./external.ts";

const reason = whyNoDebianServer();

describe.skipIf(skipped(reason))("an external server (needs Debian's postgresql)", { timeout: 60_000 }, () => {
  let server: DebianServer;
  const address = (role: string, database?: string) => server.address(role, database);

  async function as(config: pg.ClientConfig, text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(config);
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  beforeAll(async () => {
    server = await debianServer();
    await server.run("create role guest login");
  }, 60_000);
  afterAll(() => server?.remove());

  it("names the command when its role may not make the application's", async () => {
    await expect(openExternal(address("guest"))).rejects.toMatchObject({
      code: "db.external_no_role",
      params: { command: "create role diwan_app; grant diwan_app to guest;" },
    });
  });

  it("gives an owner who may change tables and an application that may not, and is asked twice without harm", async () => {
    await openExternal(address("registrar"));
    const { owner, app } = await openExternal(address("registrar"));
    await as(
      owner,
      "create schema papers; create table papers.paper (n int); grant usage on schema papers to diwan_app; grant select on papers.paper to diwan_app",
    );
    expect(await as(app, "select current_user, count(*)::int as n from papers.paper group by 1")).toEqual([]);
    expect(await as(app, "select current_user::text as who")).toEqual([{ who: "diwan_app" }]);
    await expect(as(app, "alter table papers.paper add column m int")).rejects.toThrow(/must be owner/);
  });

  it("applies row-level security to the application although the owner wrote the table", async () => {
    const { owner, app } = await openExternal(address("registrar"));
    await as(
      owner,
      "create table papers.secret (n int); insert into papers.secret values (1); alter table papers.secret enable row level security; grant select on papers.secret to diwan_app",
    );
    expect(await as(owner, "select n from papers.secret")).toEqual([{ n: 1 }]);
    expect(await as(app, "select n from papers.secret")).toEqual([]);
  });
});

describe("a server that is not there", () => {
  it("is named without its password", async () => {
    await expect(openExternal("postgresql://owner:s3cret@127.0.0.1:1/diwan")).rejects.toMatchObject({
      code: "db.external_unreachable",
      params: { server: "127.0.0.1:1/diwan" },
      words: expect.stringContaining("ECONNREFUSED"),
    });
  });
});
