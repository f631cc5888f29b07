import { BookUser, FileInput, Network } from "lucide-react";
import { administrationPages, paletteSources, webFeature } from "#web/feature.ts";
import { findPeople, findUnits } from "./palette.ts";

export default webFeature({
  name: "people",
  navigation: [{ label: "people.nav", icon: BookUser, to: "/people", order: 80 }],
  routes: [
    { path: "/people", page: () => import("./DirectoryPage.tsx") },
    { path: "/people/units", page: () => import("./UnitsPage.tsx") },
    { path: "/people/units/:id", page: () => import("./UnitPage.tsx") },
    { path: "/administration/import/:id", page: () => import("./import/ImportRunPage.tsx") },
    { path: "/people/:id", page: () => import("./PersonPage.tsx") },
  ],
  commands: [{ label: "people.units", icon: Network, to: "/people/units" }],
  fills: [
    administrationPages.fill({
      path: "import",
      label: "people.import",
      hint: "people.import_door",
      icon: FileInput,
      order: 15,
      requires: "administrator",
      page: () => import("./import/ImportPage.tsx"),
    }),
    paletteSources.fill({ label: "people.person", icon: BookUser, search: findPeople }),
    paletteSources.fill({ label: "people.unit", icon: Network, search: findUnits }),
  ],
});
