import type { RequestView } from "#features/requests/web/api.tsx";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { useAbility } from "#web/session.tsx";
import { Name } from "#web/ui/values.tsx";
import { BalanceByYear } from "./BalanceByYear.tsx";
import css from "./LeaveEffect.module.css";
import { PresenceBand } from "./PresenceBand.tsx";
import { factsOf } from "./types.ts";

/** What an approval changes: the days taken, the account before and after, who stands in, who is left in the unit. */
export default function LeaveEffect({ request }: { request: RequestView }) {
  const t = useT();
  const formats = useFormats();
  const hr = useAbility("hr");
  const facts = factsOf(request.facts);
  if (!facts) return null;
  return (
    <div className={css.effect}>
      <p className={css.days}>
        <strong>{t("leave.days", { days: facts.days })}</strong>
        <bdi>{formats.dateRange(facts.from, facts.to)}</bdi>
        <span>{t("leave.return_on", { day: facts.returnOn })}</span>
      </p>
      <BalanceByYear buckets={facts.buckets} takes={facts.takes} after={facts.after} />
      {hr && (
        <p>
          <Link to={`/leave?person=${request.requester.id}`}>{t("leave.account_see")}</Link>
        </p>
      )}
      <p>
        {facts.replacement
          ? t.rich("leave.stands_in", { person: <Name key="person" of={facts.replacement} /> })
          : t("leave.no_replacement")}
      </p>
      {request.unit && (
        <PresenceBand
          unit={request.unit.id}
          from={facts.from}
          to={facts.to}
          request={request.id}
          requester={request.requester.name}
        />
      )}
    </div>
  );
}
