import { abilitySlot } from "#platform/access/abilities.ts";
import { feature } from "#platform/feature.ts";
import { firstVisitSlot } from "#platform/first-visit.ts";
import type { Job } from "#platform/jobs/job.ts";
import { mayReadAudit } from "./audit/log.ts";
import { removeFilesJob, runJob } from "./audit/runs.ts";
import { routes } from "./routes.ts";
import { openSetUp } from "./setup.ts";

export default feature({
  name: "administration",
  needs: ["people", "accounts"],
  routes,
  jobs: [runJob as Job, removeFilesJob],
  fills: [
    firstVisitSlot.fill(openSetUp),
    abilitySlot.fill(async (ctx) => ((await mayReadAudit(ctx)) ? ["audit.read"] : [])),
  ],
});
