import { Activity } from "lucide-react";
import { lazy } from "react";
import { administrationPages, homePanels, webFeature } from "#web/feature.ts";

export default webFeature({
  name: "administration",
  routes: [{ path: "/setup", page: () => import("./SetUpPage.tsx"), layout: "bare" }],
  fills: [
    homePanels.fill({ order: 0, requires: "administrator", Panel: lazy(() => import("./FirstSteps.tsx")) }),
    administrationPages.fill({
      path: "status",
      label: "administration.status",
      hint: "administration.status_hint",
      icon: Activity,
      order: 10,
      requires: "administrator",
      page: () => import("./StatusPage.tsx"),
    }),
  ],
});
