import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Card } from "#web/ui/Page.tsx";
import { FirstDaySteps } from "./FirstDaySteps.tsx";
import { useFirstDay } from "./first-day.ts";
import css from "./Help.module.css";

/** Under My work until it is put away; silent for everyone else, and while it is not known. */
export default function FirstDayCard() {
  const t = useT();
  const { query, putAway } = useFirstDay();
  if (!query.data?.open) return null;
  return (
    <Card>
      <h2>{t("help.first_day")}</h2>
      <FirstDaySteps day={query.data} />
      <div className={css.acts}>
        <Button busy={putAway.isPending} onClick={() => putAway.mutate()}>
          {t("help.first_day.put_away")}
        </Button>
        <span className={css.why}>{t("help.first_day.again")}</span>
      </div>
    </Card>
  );
}
