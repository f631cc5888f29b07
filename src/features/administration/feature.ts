import { feature } from "#platform/feature.ts";
import { firstVisitSlot } from "#platform/first-visit.ts";
import { routes } from "./routes.ts";
import { openSetUp } from "./setup.ts";

export default feature({
  name: "administration",
  needs: ["people", "accounts"],
  routes,
  fills: [firstVisitSlot.fill(openSetUp)],
});
