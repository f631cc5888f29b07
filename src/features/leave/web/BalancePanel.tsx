import { Plus } from "lucide-react";
import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { Card } from "#web/ui/Page.tsx";
import css from "./BalancePanel.module.css";
import { useBalance } from "./queries.ts";

/** Under My work: how many days one has, and the way to ask for some. Silent while it is not known. */
export default function BalancePanel() {
  const t = useT();
  const { data } = useBalance(null);
  if (!data) return null;
  return (
    <Card tight>
      <div className={css.line}>
        <h2 className={css.title}>
          <Link to="/leave">{t("leave.nav")}</Link>
        </h2>
        <span className={css.days}>
          {t("leave.available_now")} <strong>{t("leave.days", { days: data.available })}</strong>
        </span>
        <LinkButton size="small" icon={Plus} to="/leave/new">
          {t("leave.new")}
        </LinkButton>
      </div>
    </Card>
  );
}
