import { Languages, LogOut, Moon, SlidersHorizontal, Sun, SunMoon, UserRound } from "lucide-react";
import { OWN_NAMES } from "#platform/i18n/locale.ts";
import { features } from "../features.ts";
import type { MessageKey } from "../messages.tsx";
import { useFormats, useT } from "../messages.tsx";
import { useGo } from "../navigation.tsx";
import { type Theme, usePreferences } from "../preferences.tsx";
import { usePerson, useSignOut } from "../session.tsx";
import { Menu, type MenuItem } from "../ui/Menu.tsx";
import { toast } from "../ui/toast.tsx";
import { Avatar } from "../ui/values.tsx";
import css from "./AccountMenu.module.css";
import { SIGNS } from "./signs.ts";

const NEXT_THEME: Record<Theme, { theme: Theme; label: MessageKey; icon: typeof Sun }> = {
  system: { theme: "light", label: "web.theme.to_light", icon: Sun },
  light: { theme: "dark", label: "web.theme.to_dark", icon: Moon },
  dark: { theme: "system", label: "web.theme.to_system", icon: SunMoon },
};

/** Whether some feature shows a person's page. */
const OWN_PAGE = features.some((feature) => feature.routes?.some((route) => route.path === "/people/:id"));

/** The lines about the person and this browser, as the top bar and the phone's bar show them. */
export function useAccountItems(): MenuItem[] {
  const t = useT();
  const go = useGo();
  const person = usePerson();
  const signOut = useSignOut();
  const { locale, theme, choose } = usePreferences();
  const next = NEXT_THEME[theme];
  const leave = (): void => void signOut().catch(() => toast({ text: t("web.sign_out.failed"), tone: "danger" }));
  return [
    ...(OWN_PAGE
      ? [{ id: "me", label: t("web.account.mine"), icon: UserRound, run: () => go(`/people/${person.id}`) }]
      : []),
    { id: "settings", label: t("web.settings"), icon: SlidersHorizontal, run: () => go("/settings") },
    ...SIGNS.filter(([code]) => code !== locale).map(([code]) => ({
      id: code,
      label: OWN_NAMES[code],
      lang: code,
      icon: Languages,
      run: () => void choose({ locale: code }),
    })),
    { id: "theme", label: t.of(next.label), icon: next.icon, run: () => void choose({ theme: next.theme }) },
    { id: "leave", label: t("web.sign_out"), icon: LogOut, directional: true, run: leave },
  ];
}

/** The person, and under it what is hers: settings, language, theme, leaving. */
export function AccountMenu() {
  const t = useT();
  const formats = useFormats();
  const person = usePerson();
  const items = useAccountItems();
  return (
    <Menu
      label={t("web.account")}
      items={items}
      trigger={(props) => (
        <button
          type="button"
          className={css.person}
          aria-label={t("web.account.of", { name: formats.name(person.name) })}
          title={formats.name(person.name)}
          {...props}
        >
          <Avatar name={person.name} />
        </button>
      )}
    />
  );
}
