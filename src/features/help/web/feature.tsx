import { CalendarHeart, CircleQuestionMark } from "lucide-react";
import { help, homePanels, webFeature } from "#web/feature.ts";
import { firstPart, lazyPart } from "#web/lazy.ts";

export default webFeature({
  name: "help",
  routes: [
    { path: "/help", page: () => import("./IndexPage.tsx") },
    { path: "/help/:module/:page", page: () => import("./ReadPage.tsx") },
    { path: "/first-day", page: () => import("./FirstDayPage.tsx") },
  ],
  commands: [
    { label: "help.title", icon: CircleQuestionMark, to: "/help" },
    { label: "help.first_day", icon: CalendarHeart, to: "/first-day" },
  ],
  fills: [
    help.fill({ Panel: lazyPart(() => import("./HelpPanel.tsx")) }),
    homePanels.fill({ order: 5, Panel: firstPart(() => import("./FirstDayCard.tsx")) }),
  ],
});
