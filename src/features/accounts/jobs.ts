import { z } from "zod";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { job } from "#platform/jobs/job.ts";
import { prune } from "./session/store.ts";

/** Each night: removes what no longer serves. The audit log keeps what happened. */
export const pruneSessions = job({
  name: "accounts.prune",
  payload: z.unknown(),
  cron: "20 2 * * *",
  run: ({ platform }) =>
    transact(platform, { actor: system("accounts.prune"), locale: "ar", requestId: "accounts.prune" }, prune),
});
