import { useQueries } from "@tanstack/react-query";
import { ArrowRight, Languages, type LucideIcon, Moon, Sun, SunMoon, Zap } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { OWN_NAMES } from "#platform/i18n/locale.ts";
import { LOCALES } from "#platform/wire/locale.ts";
import { administrationPages, paletteSources, settingsPages } from "../feature.ts";
import { features } from "../features.ts";
import { useFormats, useT } from "../messages.tsx";
import { useGo } from "../navigation.tsx";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { useSlot } from "../slots.ts";
import { useNavigationItems } from "./navigation-items.ts";

export type PaletteLine = {
  id: string;
  label: string;
  /** Other words it is found by. */
  also?: string;
  detail?: string;
  section: string;
  icon: LucideIcon;
  lang?: string;
  run: () => void;
};

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon };

/** The lines known without asking the server: pages, commands, languages, themes. */
export function useLines(): PaletteLine[] {
  const t = useT();
  const go = useGo();
  const { abilities } = useSession();
  const { main, foot } = useNavigationItems();
  const { locale, theme, choose } = usePreferences();
  const settings = useSlot(settingsPages);
  const administration = useSlot(administrationPages);
  return useMemo(() => {
    const may = (line: { requires?: string }): boolean => !line.requires || abilities.includes(line.requires);
    const goTo = t("web.palette.go");
    const pages = [...main, ...foot].map((item) => ({ to: item.to, label: item.label, icon: item.icon }));
    const under = (home: string, list: typeof settings) =>
      list.filter(may).map((page) => ({ to: `${home}/${page.path}`, label: page.label, icon: page.icon }));
    const doors = [...pages, ...under("/settings", settings), ...under("/administration", administration)];
    const commands = features.flatMap((feature) => feature.commands ?? []).filter(may);
    return [
      ...commands.map((command) => ({
        id: `do-${command.label}`,
        label: t.of(command.label),
        section: t("web.palette.do"),
        icon: command.icon ?? Zap,
        run: () => ("to" in command ? go(command.to) : void command.run()),
      })),
      ...doors.map(({ to, label, icon }) => ({
        id: `go-${to.replaceAll("/", "-")}`,
        label: t.of(label),
        section: goTo,
        icon,
        run: () => go(to),
      })),
      ...LOCALES.filter((code) => code !== locale).map((code) => ({
        id: `language-${code}`,
        label: OWN_NAMES[code],
        also: `${t("web.language")} ${code}`,
        lang: code,
        section: t("web.language"),
        icon: Languages,
        run: () => void choose({ locale: code }),
      })),
      ...(["light", "dark", "system"] as const)
        .filter((one) => one !== theme)
        .map((one) => ({
          id: `theme-${one}`,
          label: t(`web.theme.${one}`),
          also: t("web.theme"),
          section: t("web.theme"),
          icon: THEME_ICONS[one],
          run: () => void choose({ theme: one }),
        })),
    ];
  }, [t, go, abilities, main, foot, locale, theme, choose, settings, administration]);
}

const PAUSE_MS = 200;
const SHORTEST = 2;

/** What the features find on the server for the text: people, references. */
export function useFound(text: string): PaletteLine[] {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const sources = useSlot(paletteSources);
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const answers = useQueries({
    queries: sources.map((source) => ({
      queryKey: ["palette", source.label, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.search(asked, signal),
      enabled: asked.length >= SHORTEST,
      staleTime: 60_000,
    })),
  });
  const say = (name: string | Parameters<typeof formats.name>[0]): string =>
    typeof name === "string" ? name : formats.name(name);
  if (asked.length < SHORTEST) return [];
  return sources.flatMap((source, i) =>
    (answers[i]?.data ?? []).map((hit) => ({
      id: `found-${i}-${hit.id}`,
      label: say(hit.title),
      ...(hit.detail && { detail: say(hit.detail) }),
      section: t.of(source.label),
      icon: source.icon ?? ArrowRight,
      run: () => go(hit.to),
    })),
  );
}
