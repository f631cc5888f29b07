import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import css from "./Help.module.css";
import { HELP_LANGUAGES, type HelpLanguage } from "./tree.ts";

/** For readers of a language without help: says so, and offers both languages that have it. */
export function LanguageNotice(props: { language: HelpLanguage; onChoose: (language: HelpLanguage) => void }) {
  const t = useT();
  return (
    <div className={css.notice} data-print="hide">
      <p>{t("help.other_language")}</p>
      {HELP_LANGUAGES.map((one) => (
        <Button
          key={one}
          size="small"
          tone="quiet"
          lang={one}
          aria-pressed={one === props.language}
          onClick={() => props.onChoose(one)}
        >
          {t(`help.language.${one}`)}
        </Button>
      ))}
    </div>
  );
}
