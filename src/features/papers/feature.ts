import { feature } from "#platform/feature.ts";
import type { Job } from "#platform/jobs/job.ts";
import { depositNotices, fetchJob } from "./deposits/deposits.ts";
import { publish, publisher, publishJob } from "./desk.ts";
import { renderJob } from "./issue.ts";
import { routes } from "./routes.ts";

export default feature({
  name: "papers",
  needs: ["people", "accounts", "calendar"],
  routes,
  subscribers: [publisher, depositNotices],
  jobs: [renderJob as Job, fetchJob, publishJob],
  start: async (platform) => {
    await publish(platform);
  },
});
