import { feature } from "#platform/feature.ts";
import type { Job } from "#platform/jobs/job.ts";
import { publish, publisher } from "./desk.ts";
import { renderJob } from "./issue.ts";
import { routes } from "./routes.ts";

export default feature({
  name: "papers",
  needs: ["people", "calendar"],
  routes,
  subscribers: [publisher],
  jobs: [renderJob as Job],
  start: async (platform) => {
    await publish(platform);
  },
});
