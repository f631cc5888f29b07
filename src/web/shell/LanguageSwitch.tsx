import { OWN_NAMES } from "#platform/i18n/locale.ts";
import { useT } from "../messages.tsx";
import { usePreferences } from "../preferences.tsx";
import { cx } from "../ui/class-names.ts";
import css from "./LanguageSwitch.module.css";
import { SIGNS } from "./signs.ts";

/** Changes the language with one press; the page and what is typed in it stay. */
export function LanguageSwitch({ always }: { always?: boolean }) {
  const t = useT();
  const { locale, choose } = usePreferences();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend to four letters.
    <div role="group" aria-label={t("web.language")} className={cx(css.switch, !always && css.wideOnly)}>
      {SIGNS.map(([code, sign]) => (
        <button
          key={code}
          type="button"
          lang={code}
          title={OWN_NAMES[code]}
          aria-label={OWN_NAMES[code]}
          aria-pressed={code === locale}
          className={cx(css.one, code === locale && css.on)}
          onClick={() => void choose({ locale: code })}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}
