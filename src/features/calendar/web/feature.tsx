import { CalendarCheck } from "lucide-react";
import { webFeature } from "#web/feature.ts";

export default webFeature({
  name: "calendar",
  routes: [{ path: "/calendar", page: () => import("./CalendarPage.tsx") }],
  navigation: [{ label: "calendar.nav", icon: CalendarCheck, to: "/calendar", order: 82 }],
});
