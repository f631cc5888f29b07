import { recountSlot } from "#features/calendar/api.ts";
import { paperKindSlot } from "#features/papers/api.ts";
import { importFill } from "#features/people/api.ts";
import { kindFill } from "#features/requests/api.ts";
import { feature } from "#platform/feature.ts";
import { annualLeave } from "./annual.ts";
import { DECISION } from "./decision.ts";
import { balanceSheet } from "./import.ts";
import { countRecounted, recounter } from "./recount.ts";
import { routes } from "./routes.ts";

export default feature({
  name: "leave",
  needs: ["people", "calendar", "papers", "requests"],
  routes,
  subscribers: [recounter],
  fills: [
    kindFill(annualLeave),
    recountSlot.fill(countRecounted),
    importFill(balanceSheet),
    paperKindSlot.fill((say) => ({
      kind: DECISION,
      name: say("leave.paper_kind"),
      fields: [
        { key: "person", label: say("leave.fact_person"), type: "text" },
        { key: "from", label: say("leave.fact_from"), type: "date" },
        { key: "to", label: say("leave.fact_to"), type: "date" },
        { key: "days", label: say("leave.fact_days"), type: "number" },
      ],
    })),
  ],
});
