import { FileQuestion, Plus } from "lucide-react";
import { webFeature } from "#web/feature.ts";
import { workKinds } from "./work-kinds.ts";

export default webFeature({
  name: "requests",
  navigation: [{ label: "requests.nav", icon: FileQuestion, to: "/requests", order: 10 }],
  routes: [
    { path: "/requests", page: () => import("./RequestsPage.tsx") },
    { path: "/requests/new", page: () => import("./NewRequestPage.tsx") },
    { path: "/requests/:id", page: () => import("./RequestPage.tsx") },
    { path: "/requests/:id/edit", page: () => import("./EditRequestPage.tsx") },
    { path: "/requests/:id/sent", page: () => import("./SentPage.tsx") },
  ],
  commands: [{ label: "requests.new", icon: Plus, to: "/requests/new" }],
  fills: workKinds,
});
