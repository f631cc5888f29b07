import { KeyRound, ShieldCheck, Users } from "lucide-react";
import { administrationPages, settingsPages, stepUp, webFeature } from "#web/feature.ts";
import { lazyPart } from "#web/lazy.ts";
import { ownPath } from "./own-path.ts";

/** Where to go on to; nothing when it is the first page. */
const next = ({ next }: Record<string, unknown>) => {
  const path = ownPath(next);
  return path === "/" ? {} : { next: path };
};

export default webFeature({
  name: "accounts",
  navigation: [
    {
      label: "accounts.help_colleagues",
      icon: KeyRound,
      to: "/accounts",
      order: 90,
      section: "foot",
      requires: "helper",
    },
  ],
  routes: [
    { path: "/sign-in", page: () => import("./SignInPage.tsx"), layout: "bare", validateSearch: next },
    { path: "/sign-in/help", page: () => import("./LostAccessPage.tsx"), layout: "bare" },
    { path: "/activate", page: () => import("./ActivatePage.tsx"), layout: "bare" },
    { path: "/accounts", page: () => import("./AccountsPage.tsx") },
  ],
  commands: [{ label: "accounts.security", icon: ShieldCheck, to: "/settings/security" }],
  fills: [
    settingsPages.fill({
      path: "security",
      label: "accounts.security",
      hint: "accounts.security_hint",
      icon: ShieldCheck,
      order: 10,
      page: () => import("./SecurityPage.tsx"),
    }),
    administrationPages.fill({
      path: "accounts",
      label: "accounts.accounts",
      hint: "accounts.accounts_hint",
      icon: Users,
      order: 20,
      section: "administration.section_house",
      requires: "administrator",
      page: () => import("./AccountsPage.tsx"),
    }),
    stepUp.fill({ Dialog: lazyPart(() => import("./StepUpDialog.tsx")), settings: "/settings/security" }),
  ],
});
