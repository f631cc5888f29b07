import { z } from "zod";
import { institutionIfAny } from "#features/people/api.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { firstSteps, reviewHolidays } from "./first-steps.ts";
import { outboundRoutes } from "./outbound/routes.ts";
import { queueRoutes } from "./queue/routes.ts";
import { Alarm, FirstStepsView, SetUp, StatusView } from "./schema.ts";
import { hasExample, setUp, setUpDemonstration } from "./setup.ts";
import { readAlarms, readStatus } from "./status/status.ts";

/** Wrong codes are slow to guess and cheap to refuse. */
const TRIES_PER_MINUTE = 10;

export function routes(r: RouteTable): void {
  r.get(
    "/setup",
    { access: "anyone", response: z.object({ needed: z.boolean(), example: z.boolean() }) },
    async ({ ask, platform }) => ({
      needed: (await ask(institutionIfAny)) === undefined,
      example: hasExample(platform),
    }),
  );
  r.post(
    "/setup",
    { access: "anyone", keyless: true, perMinute: TRIES_PER_MINUTE, body: SetUp, status: 204 },
    async ({ platform, body }) => {
      await setUp(platform, body);
    },
  );
  r.post(
    "/setup/demonstration",
    {
      access: "anyone",
      keyless: true,
      perMinute: TRIES_PER_MINUTE,
      body: z.object({ code: z.string().max(200) }),
      status: 204,
    },
    async ({ platform, body }) => {
      await setUpDemonstration(platform, body.code);
    },
  );
  r.get("/administration/first-steps", { response: FirstStepsView }, ({ ask }) => ask(firstSteps));
  r.post("/administration/first-steps/holidays", { status: 204 }, async ({ perform }) => {
    await perform(reviewHolidays, {});
  });
  r.get("/administration/status", { response: StatusView }, ({ ask }) => ask(readStatus));
  r.get("/administration/alarms", { response: z.object({ items: z.array(Alarm) }) }, ({ ask }) =>
    ask(async (ctx) => ({ items: await readAlarms(ctx) })),
  );
  queueRoutes(r);
  auditRoutes(r);
  outboundRoutes(r);
}
