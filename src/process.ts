import type { SecureServerOptions } from "node:http2";
import type { FastifyInstance } from "fastify";
import { startAudit } from "#platform/audit/audit.ts";
import { keyMustBeOurs } from "#platform/audit/institution-key.ts";
import type { Clock } from "#platform/clock.ts";
import { type Config, readConfig } from "#platform/config.ts";
import { maybe, sql } from "#platform/db/db.ts";
import { migrate } from "#platform/db/migrate.ts";
import { openPool } from "#platform/db/open.ts";
import { startEvents } from "#platform/events/events.ts";
import { resumeClock } from "#platform/events/resume-clock.ts";
import type { Feature } from "#platform/feature.ts";
import { authenticatorSlot } from "#platform/http/authenticate.ts";
import { createServer } from "#platform/http/server.ts";
import { migrateQueue, startWorker } from "#platform/jobs/worker.ts";
import { startLive } from "#platform/live/live.ts";
import { type Opened, openPlatform } from "#platform/open.ts";
import { publishSlot } from "#platform/statement/publication.ts";
import { systemClock } from "#platform/time/clock.ts";
import { answerAs } from "#platform/tls/current.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { discoverFeatures, jobsOf, migrationSets, routesOf } from "./app.ts";
import { publishToDesk } from "./desk-publication.ts";

export type Running = { opened: Opened; features: Feature[]; app: FastifyInstance | null; stop: () => Promise<void> };
export type StartOptions = { clock?: Clock; https?: SecureServerOptions | null };

/** Starts what this process was asked to be: web, worker, or both. It holds no state; several may run on one database. */
export async function startProcess(
  config: Config = readConfig(process.env),
  options: StartOptions = {},
): Promise<Running> {
  const features = await discoverFeatures();
  const owner = openPool(config.database.owner, 4);
  await migrateQueue(owner);
  await migrate(owner, migrationSets(features));
  await keyMustBeOurs(owner, config);
  const fills = [...features.flatMap((feature) => feature.fills ?? []), publishSlot.fill(publishToDesk)];
  const opened = openPlatform(config, fills, options.clock ? { clock: options.clock } : {});
  const { platform } = opened;
  if (!options.clock) await resumeClock(platform, systemClock);
  for (const feature of features) await feature.start?.(platform);
  const ends: (() => Promise<unknown>)[] = [];
  if (config.only !== "web") ends.push(...(await startWork(opened, owner, features)));
  let app: FastifyInstance | null = null;
  if (config.only !== "worker") {
    app = await startWeb(opened, features, options.https ?? null, ends);
  }
  return {
    opened,
    features,
    app,
    async stop() {
      for (const end of ends.reverse())
        await end().catch((error: unknown) => platform.log.error({ err: error }, "stopping"));
      await opened.close();
      await owner.end();
    },
  };
}

async function startWork({ platform, pool }: Opened, owner: ReturnType<typeof openPool>, features: readonly Feature[]) {
  const events = await startEvents(
    platform,
    pool,
    features.flatMap((feature) => feature.subscribers ?? []),
  );
  const audit = startAudit(platform);
  const worker = await startWorker(platform, owner, jobsOf(features));
  return [() => audit.stop(), () => events.stop(), () => worker.stop()];
}

async function startWeb(
  { platform, pool }: Opened,
  features: readonly Feature[],
  https: SecureServerOptions | null,
  ends: (() => Promise<unknown>)[],
) {
  // Certificates are half of all modules, and a Diwan without a name needs none.
  const office = platform.config.host ? await import("./office.ts") : null;
  const named = office ? await office.openOffice(platform, await institutionName(platform)) : null;
  const authenticate = authenticatorSlot.all(platform.fills)[0] ?? (async () => null);
  const live = await startLive(platform, pool);
  const app = await createServer(platform, {
    routes: routesOf(features),
    authenticate,
    https: (named?.secure ?? https) as SecureServerOptions | null,
    extend: (server) => {
      live.serve(server, authenticate);
      if (office && named) office.serveTrust(server, named);
    },
  });
  ends.push(
    () => app.close(),
    () => live.close(),
  );
  await listen(app, platform.config);
  if (office && named) {
    await named.attach(app.server as never);
    answerAs(platform, named);
    const alarm = office.watchCertificate(platform);
    ends.push(async () => {
      alarm.stop();
      named.close();
    });
  }
  return app;
}

/** By a name on every address, IPv6 and IPv4; on IPv4 alone where the machine has no IPv6; without one, here only. */
async function listen(app: FastifyInstance, { port, host }: Config): Promise<void> {
  if (!host) return void (await app.listen({ port, host: "127.0.0.1" }));
  await app.listen({ port, host: "::" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EAFNOSUPPORT") throw error;
    return app.listen({ port, host: "0.0.0.0" });
  });
}

/** For the certificate and its page; none before set-up. */
async function institutionName({ db }: Opened["platform"]): Promise<LocalizedName | null> {
  return (await maybe<{ name: LocalizedName }>(db, sql`select name from people.institution`))?.name ?? null;
}
