import { feature } from "#platform/feature.ts";
import type { Job } from "#platform/jobs/job.ts";
import { settleJob } from "./deciding.ts";
import { notices } from "./notices.ts";
import { pruneProofsJob } from "./proofs.ts";
import { routes } from "./routes.ts";
import { workFills } from "./work.ts";

export default feature({
  name: "requests",
  needs: ["people", "calendar"],
  routes,
  subscribers: [notices],
  jobs: [settleJob as Job, pruneProofsJob],
  fills: workFills,
});
