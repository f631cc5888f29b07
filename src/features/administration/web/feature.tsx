import { Activity, Landmark, ListRestart, ScrollText, Unplug } from "lucide-react";
import { administrationPages, homePanels, shellBanners, webFeature } from "#web/feature.ts";
import { firstPart, lazyPart } from "#web/lazy.ts";

const WATCH = "administration.section_watch";
const HOUSE = "administration.section_house";
const TRUST = "administration.section_trust";

export default webFeature({
  name: "administration",
  routes: [{ path: "/setup", page: () => import("./SetUpPage.tsx"), layout: "bare" }],
  fills: [
    homePanels.fill({ order: 0, requires: "administrator", Panel: firstPart(() => import("./FirstSteps.tsx")) }),
    administrationPages.fill({
      path: "status",
      label: "administration.status",
      hint: "administration.status_hint",
      icon: Activity,
      order: 1,
      section: WATCH,
      requires: "administrator",
      page: () => import("./StatusPage.tsx"),
    }),
    administrationPages.fill({
      path: "queue",
      label: "administration.queue",
      hint: "administration.queue_hint",
      icon: ListRestart,
      order: 2,
      section: WATCH,
      requires: "administrator",
      page: () => import("./QueuePage.tsx"),
    }),
    administrationPages.fill({
      path: "institution",
      label: "administration.institution",
      hint: "administration.institution_hint",
      icon: Landmark,
      order: 10,
      section: HOUSE,
      requires: "administrator",
      page: () => import("./InstitutionPage.tsx"),
    }),
    administrationPages.fill({
      path: "audit",
      label: "administration.audit",
      hint: "administration.audit_hint",
      icon: ScrollText,
      order: 60,
      section: TRUST,
      requires: "audit.read",
      page: () => import("./AuditPage.tsx"),
    }),
    administrationPages.fill({
      path: "outbound",
      label: "administration.outbound",
      hint: "administration.outbound_hint",
      icon: Unplug,
      order: 61,
      section: TRUST,
      requires: "audit.read",
      page: () => import("./OutboundPage.tsx"),
    }),
    shellBanners.fill({ requires: "administrator", Banner: firstPart(() => import("./AlarmBanner.tsx")) }),
  ],
});
