import { Inbox, type LucideIcon } from "lucide-react";
import type { NavItem } from "../feature.ts";
import { features } from "../features.ts";
import { useSession } from "../session.tsx";
import { type WorkAnswer, workQuery } from "../work/work.ts";

/** My work comes first; the features bring the rest. */
const MY_WORK: NavItem = {
  label: "web.nav.work",
  icon: Inbox as LucideIcon,
  to: "/",
  order: 0,
  count: { ...workQuery, select: (answer) => (answer as WorkAnswer).items.length },
};

const ALL: readonly NavItem[] = [MY_WORK, ...features.flatMap((feature) => feature.navigation ?? [])].sort(
  (a, b) => a.order - b.order,
);

/** The lines this person may use, in order. */
export function useNavigationItems(): { main: NavItem[]; foot: NavItem[] } {
  const { abilities } = useSession();
  const allowed = ALL.filter((item) => !item.requires || abilities.includes(item.requires));
  return {
    main: allowed.filter((item) => item.section !== "foot"),
    foot: allowed.filter((item) => item.section === "foot"),
  };
}
