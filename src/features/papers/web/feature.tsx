import { FileCheck2 } from "lucide-react";
import { webFeature } from "#web/feature.ts";

export default webFeature({
  name: "papers",
  navigation: [{ label: "papers.nav", icon: FileCheck2, to: "/papers", order: 34 }],
  routes: [
    { path: "/papers", page: () => import("./PapersPage.tsx") },
    { path: "/papers/reports", page: () => import("./ReportsPage.tsx") },
    { path: "/papers/:id", page: () => import("./PaperPage.tsx") },
  ],
});
