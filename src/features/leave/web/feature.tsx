import { CalendarRange, UserRoundPen } from "lucide-react";
import { delegationScopes } from "#features/people/web/api.tsx";
import { requestDetails, requestForms } from "#features/requests/web/api.tsx";
import { homePanels, webFeature } from "#web/feature.ts";
import { firstPart, lazyPart } from "#web/lazy.ts";
import { KIND } from "./kind.ts";

export default webFeature({
  name: "leave",
  navigation: [{ label: "leave.nav", icon: CalendarRange, to: "/leave", order: 12 }],
  routes: [
    { path: "/leave", page: () => import("./AccountPage.tsx") },
    { path: "/leave/new", page: () => import("./NewLeavePage.tsx") },
    { path: "/leave/on-behalf", page: () => import("./OnBehalfPage.tsx") },
  ],
  commands: [
    { label: "leave.new", icon: CalendarRange, to: "/leave/new", create: true },
    { label: "leave.on_behalf", icon: UserRoundPen, to: "/leave/on-behalf", requires: "hr" },
  ],
  fills: [
    requestForms.fill({
      kind: KIND,
      label: "leave.annual",
      description: "leave.description",
      icon: CalendarRange,
      to: "/leave/new",
      Form: lazyPart(() => import("./LeaveForm.tsx")),
    }),
    delegationScopes.fill({ scope: KIND, label: "leave.annual" }),
    homePanels.fill({ order: 20, Panel: firstPart(() => import("./BalancePanel.tsx")) }),
    requestDetails.fill({
      kind: KIND,
      Facts: firstPart(() => import("./LeaveFacts.tsx")),
      Effect: firstPart(() => import("./LeaveEffect.tsx")),
    }),
  ],
});
