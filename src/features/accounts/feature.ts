import { freshProof } from "#features/people/api.ts";
import { feature } from "#platform/feature.ts";
import { authenticatorSlot } from "#platform/http/authenticate.ts";
import { closeOnDeparture, tellAdministrators, tellOwner } from "./events.ts";
import { pruneSessions } from "./jobs.ts";
import { routes } from "./routes.ts";
import { authenticate } from "./session/authenticate.ts";
import { requireStepUp } from "./session/step-up.ts";

export default feature({
  name: "accounts",
  needs: ["people"],
  routes,
  subscribers: [closeOnDeparture, tellOwner, tellAdministrators],
  jobs: [pruneSessions],
  fills: [authenticatorSlot.fill(authenticate), freshProof.fill(requireStepUp)],
});
