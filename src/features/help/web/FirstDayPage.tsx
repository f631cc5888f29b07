import { useT } from "#web/messages.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { Card, Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { FirstDaySteps } from "./FirstDaySteps.tsx";
import { useFirstDay } from "./first-day.ts";
import css from "./Help.module.css";

/** The first day by itself, for whoever put the card away and looks for it again. */
export default function FirstDayPage() {
  const t = useT();
  const { query } = useFirstDay();
  return (
    <Page title={t("help.first_day")} lead={t("help.first_day.lead")} width="form">
      <Loaded query={query}>
        {(day) => (
          <Card>
            <FirstDaySteps day={day} />
          </Card>
        )}
      </Loaded>
      <div className={css.acts}>
        <LinkButton to="/">{t("web.to_work")}</LinkButton>
      </div>
    </Page>
  );
}
