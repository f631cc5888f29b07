import { Sprout } from "lucide-react";
import { administrationPages, webFeature } from "#web/feature.ts";

export default webFeature({
  name: "demonstration",
  fills: [
    administrationPages.fill({
      path: "demonstration",
      label: "demonstration.page",
      hint: "demonstration.page_hint",
      icon: Sprout,
      order: 90,
      section: "administration.section_house",
      requires: "administrator",
      page: () => import("./DemonstrationPage.tsx"),
    }),
  ],
});
