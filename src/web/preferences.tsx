import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { directionOf } from "#platform/i18n/locale.ts";
import type { Locale } from "#platform/wire/locale.ts";
import { patch } from "./http.ts";
import { type Catalogue, loadCatalogue, MessagesProvider, restOfCatalogue } from "./messages.tsx";
import type { Session } from "./session.tsx";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ["comfortable", "compact", "large"] as const;
export type Density = (typeof DENSITIES)[number];

type Choices = { locale: Locale; theme: Theme; density: Density };
type Preferences = Choices & { choose: (changes: Partial<Choices>) => Promise<void> };

const PreferencesContext = createContext<Preferences | null>(null);
const YEAR_S = 31_536_000;

/** The cookie lets the server send the page in the right language and direction before any script runs. */
const keep = (name: string, value: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox 115 and Safari 16.
  document.cookie = `diwan_${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
};

const kept = (name: string): boolean => document.cookie.includes(`diwan_${name}=`);

function fromPage<T extends string>(name: string, allowed: readonly T[]): T {
  const value = document.documentElement.dataset[name];
  return allowed.find((one) => one === value) ?? (allowed[0] as T);
}

/** Language, theme and density. A change of language keeps the page, its forms and its scroll. */
export function PreferencesProvider(props: { locale: Locale; catalogue: Catalogue; children: ReactNode }) {
  const queries = useQueryClient();
  const [language, setLanguage] = useState({ locale: props.locale, catalogue: props.catalogue });
  const [theme, setTheme] = useState<Theme>(() => fromPage("theme", THEMES));
  const [density, setDensity] = useState<Density>(() => fromPage("density", DENSITIES));

  const choose = useCallback(
    async (changes: Partial<Choices>): Promise<void> => {
      const { documentElement: page } = document;
      for (const [name, value] of Object.entries(changes)) keep(name, value);
      if (changes.theme) {
        page.dataset.theme = changes.theme;
        setTheme(changes.theme);
      }
      if (changes.density) {
        page.dataset.density = changes.density;
        setDensity(changes.density);
      }
      if (changes.locale) {
        const catalogue = await loadCatalogue(changes.locale);
        await restOfCatalogue();
        page.lang = changes.locale;
        page.dir = directionOf(changes.locale);
        setLanguage({ locale: changes.locale, catalogue });
      }
      if (queries.getQueryData<Session>(["session"])?.person)
        await patch("/session/preferences", changes).catch(() => undefined);
      // Titles and sentences that the server wrote come again in the new language.
      if (changes.locale) void queries.invalidateQueries();
    },
    [queries],
  );
  const value = useMemo(
    () => ({ locale: language.locale, theme, density, choose }),
    [language.locale, theme, density, choose],
  );
  // The rest of the sentences come when the first screen stands; what was drawn before them is drawn again.
  useEffect(
    () =>
      whenIdle(() => {
        void restOfCatalogue().then(
          () => setLanguage((old) => ({ ...old, catalogue: { ...old.catalogue } })),
          () => undefined,
        );
      }),
    [],
  );
  useReplacedMessages(language.locale, (catalogue) => setLanguage((old) => ({ ...old, catalogue })));
  return (
    <PreferencesContext value={value}>
      <MessagesProvider locale={language.locale} catalogue={language.catalogue}>
        {props.children}
      </MessagesProvider>
    </PreferencesContext>
  );
}

const IDLE_AT_THE_LATEST_MS = 2_000;

/** Runs once the browser has nothing else to do; gives the way to call it off. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(run, IDLE_AT_THE_LATEST_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, { timeout: IDLE_AT_THE_LATEST_MS });
  return () => cancelIdleCallback(asked);
}

/** While developing: a changed message file changes the screen without a reload. */
function useReplacedMessages(locale: Locale, take: (catalogue: Catalogue) => void): void {
  useEffect(() => {
    if (!import.meta.hot) return;
    const replaced = (event: Event): void => {
      const { detail } = event as CustomEvent<{ locale: Locale; catalogue?: Catalogue }>;
      event.preventDefault();
      if (detail.locale === locale && detail.catalogue) take(detail.catalogue);
    };
    addEventListener("diwan:messages", replaced);
    return () => removeEventListener("diwan:messages", replaced);
  }, [locale, take]);
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (!preferences) throw new Error("no preferences above this component");
  return preferences;
}

/** On a browser that has chosen nothing yet, the account's own preferences hold. */
export function useAccountPreferences(session: Session): void {
  const { choose } = usePreferences();
  const { locale, theme, density } = session;
  useEffect(() => {
    if (!session.person) return;
    const changes: Partial<Choices> = {};
    if (locale && !kept("locale") && locale !== document.documentElement.lang) changes.locale = locale;
    if (theme && !kept("theme")) changes.theme = theme as Theme;
    if (density && !kept("density")) changes.density = density as Density;
    if (Object.keys(changes).length > 0) void choose(changes);
  }, [session.person, locale, theme, density, choose]);
}
