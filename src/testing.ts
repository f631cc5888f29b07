import type { FastifyInstance, InjectOptions } from "fastify";
import { many, sql } from "#platform/db/db.ts";
import { drain } from "#platform/events/drain.ts";
import type { Credentials, Identity } from "#platform/http/authenticate.ts";
import { createServer } from "#platform/http/server.ts";
import { newId } from "#platform/ids.ts";
import type { Job } from "#platform/jobs/job.ts";
import { runOne } from "#platform/jobs/worker.ts";
import type { Platform } from "#platform/platform.ts";
import { asPerson, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import type { Locale } from "#platform/wire/locale.ts";
import { discoverFeatures, jobsOf, routesOf } from "./app.ts";

export type Answer = { status: number; body: never; raw: Buffer; headers: Record<string, unknown> };
type Caller = (url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
export type Client = { get: Caller; post: Caller; put: Caller; patch: Caller; del: Caller };

export type TestDiwan = TestDatabase & {
  app: FastifyInstance;
  /** Speaks HTTP as this person, or as nobody. */
  http: (person: string | null, locale?: Locale) => Client;
  /** Lets every subscriber and every due job run to its end. */
  settle: () => Promise<void>;
};

/**
 * The whole product on a database of its own, spoken to over HTTP; persons are known by a test header instead of a session.
 * `behindWall: false` serves it as the owner of the tables, whom row level security does not bind: only the first wall holds.
 */
export async function testDiwan(options: { at?: string; behindWall?: false } = {}): Promise<TestDiwan> {
  const features = await discoverFeatures();
  const fills = features.flatMap((feature) => feature.fills ?? []);
  const database = await testDatabase({ fills, ...options });
  for (const feature of features) await feature.start?.(database.platform);
  const served = options.behindWall === false ? { ...database.platform, db: database.ownerDb } : database.platform;
  const app = await createServer(served, { routes: routesOf(features), authenticate: byTestHeader });
  const jobs = new Map(jobsOf(features).map((job): [string, Job] => [job.name, job]));
  const subscribers = features.flatMap((feature) => feature.subscribers ?? []);

  const call =
    (method: InjectOptions["method"], person: string | null, locale: Locale): Caller =>
    async (url, body, headers = {}) => {
      const answer = await app.inject({
        method,
        url,
        headers: {
          "x-diwan": "1",
          ...(person && { authorization: `Test ${person}` }),
          cookie: `diwan_locale=${locale}`,
          ...(method === "POST" && { "idempotency-key": newId() }),
          ...headers,
        },
        ...(body !== undefined && { payload: body as object }),
      } as InjectOptions);
      const isJson = String(answer.headers["content-type"] ?? "").includes("json");
      return {
        status: answer.statusCode,
        body: (isJson ? answer.json() : null) as never,
        raw: answer.rawPayload,
        headers: answer.headers,
      };
    };

  return {
    ...database,
    app,
    http: (person, locale = "ar") => ({
      get: call("GET", person, locale),
      post: call("POST", person, locale),
      put: call("PUT", person, locale),
      patch: call("PATCH", person, locale),
      del: call("DELETE", person, locale),
    }),
    async settle() {
      for (let round = 0; round < 20; round++) {
        await drain(database.platform, subscribers);
        const due = await many<{ id: string }>(
          database.db,
          sql`select id from jobs.job where state = 'waiting' and run_at <= ${database.clock.now()} order by created_at`,
        );
        if (due.length === 0) return;
        for (const { id } of due) await runOne(database.platform, jobs, id, true);
      }
    },
    async close() {
      await app.close();
      await database.close();
    },
  };
}

/** `Test <person>` has just proved who he is; `Unproved <person>` did so long ago. */
async function byTestHeader({ clock }: Platform, { authorization }: Credentials): Promise<Identity | null> {
  const [, scheme, person] = /^(Test|Unproved) (.+)$/.exec(authorization ?? "") ?? [];
  if (!person) return null;
  return { actor: { ...asPerson(person), ...(scheme === "Test" && { steppedUpAt: clock.now() }) } };
}
