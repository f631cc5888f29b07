import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { LanguageSwitch } from "#web/shell/LanguageSwitch.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import type { FirstDay } from "../schema.ts";
import css from "./Help.module.css";

/** What a newcomer does once, in order: language, second factor, his balance, where help is. */
export function FirstDaySteps({ day }: { day: FirstDay }) {
  const t = useT();
  return (
    <ol className={css.firstDay}>
      <li>
        <strong>{t("help.first_day.language")}</strong>
        <LanguageSwitch always />
      </li>
      <li>
        <Link to="/settings/security">{t("help.first_day.second_factor")}</Link>{" "}
        {day.secondFactor && <Tag tone="success">{t("help.first_day.done")}</Tag>}
        <p className={css.why}>{t("help.first_day.second_factor_why")}</p>
      </li>
      <li>
        <Link to="/leave">{t("help.first_day.balance")}</Link>
        <p className={css.why}>{t("help.first_day.balance_why")}</p>
      </li>
      <li>
        <Link to="/help">{t("help.first_day.help")}</Link>
        <p className={css.why}>{t.rich("help.first_day.help_why", { key: (text) => <kbd>{text}</kbd> })}</p>
      </li>
    </ol>
  );
}
