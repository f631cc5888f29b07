import { feature } from "#platform/feature.ts";
import type { Job } from "#platform/jobs/job.ts";
import { assistantSheet } from "./import/assistants.ts";
import { applyJob, checkJob } from "./import/jobs.ts";
import { personSheet } from "./import/persons.ts";
import { postSheet } from "./import/posts.ts";
import { importFill } from "./import/sheet.ts";
import { unitSheet } from "./import/units.ts";
import { routes } from "./routes.ts";

export default feature({
  name: "people",
  needs: [],
  routes,
  jobs: [checkJob as Job, applyJob as Job],
  fills: [importFill(unitSheet), importFill(postSheet), importFill(personSheet), importFill(assistantSheet)],
});
