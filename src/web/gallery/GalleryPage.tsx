import { useEffect } from "react";
import { isLocale } from "#platform/i18n/locale.ts";
import { useLocale } from "../messages.tsx";
import { Link, useRouteSearch } from "../navigation.tsx";
import { THEMES, type Theme, usePreferences } from "../preferences.tsx";
import { useAbility } from "../session.tsx";
import { LanguageSwitch } from "../shell/LanguageSwitch.tsx";
import { NotFoundPage } from "../shell/Refusals.tsx";
import { Page } from "../ui/Page.tsx";
import { Toasts } from "../ui/toast.tsx";
import { ActsPart } from "./ActsPart.tsx";
import { CalendarPart } from "./CalendarPart.tsx";
import { FieldsPart } from "./FieldsPart.tsx";
import css from "./GalleryPage.module.css";
import { ListsPart } from "./ListsPart.tsx";
import { StatesPart } from "./StatesPart.tsx";
import { SAMPLES } from "./samples.ts";

const PARTS = { acts: ActsPart, fields: FieldsPart, calendar: CalendarPart, lists: ListsPart, states: StatesPart };

/**
 * Every component of the design system, in the language and theme of the address:
 * `/gallery?lang=ar&theme=dark&part=fields`. Looked at by people, by snapshots and by axe; for administrators in
 * production, for everyone while developing.
 */
export default function GalleryPage() {
  const allowed = useAbility("administrator");
  if (!allowed && !import.meta.env.DEV) return <NotFoundPage />;
  return <Gallery />;
}

function Gallery() {
  const { lang, theme, part } = useRouteSearch<{ lang?: string; theme?: string; part?: keyof typeof PARTS }>();
  const { choose } = usePreferences();
  const locale = useLocale();
  useEffect(() => {
    const wanted = THEMES.find((one) => one === theme) as Theme | undefined;
    void choose({ ...(isLocale(lang) && { locale: lang }), ...(wanted && { theme: wanted }) });
  }, [lang, theme, choose]);
  const shown = part && PARTS[part] ? { [part]: PARTS[part] } : PARTS;
  const samples = SAMPLES[locale];
  return (
    <main>
      <Page title={samples.title} actions={<LanguageSwitch always />}>
        <nav className={css.parts} aria-label={samples.title}>
          {Object.keys(PARTS).map((name) => (
            <Link key={name} to={`/gallery?part=${name}`}>
              {name}
            </Link>
          ))}
        </nav>
        {Object.entries(shown).map(([name, Part]) => (
          <Part key={name} samples={samples} />
        ))}
      </Page>
      <Toasts />
    </main>
  );
}
