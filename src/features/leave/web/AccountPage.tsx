import { useQuery } from "@tanstack/react-query";
import { Plus, Printer } from "lucide-react";
import { Suspense, useState } from "react";
import { PersonField } from "#features/people/web/api.tsx";
import { today } from "#web/formats.ts";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { useAbility } from "#web/session.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { Page, Section } from "#web/ui/Page.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import css from "./AccountPage.module.css";
import { CorrectionDialog } from "./CorrectionDialog.tsx";
import { Ledger } from "./Ledger.tsx";
import { useBalance, usePersonName } from "./queries.ts";
import type { Balance } from "./types.ts";

/** The leave account: what can be used by year of right, and every line that made it. The HR office reads anybody's. */
export default function AccountPage() {
  const t = useT();
  const hr = useAbility("hr");
  const { person } = useRouteSearch<{ person?: string }>();
  const setSearch = useSetSearch();
  const name = usePersonName(person ?? null);
  const query = useBalance(person ?? null);
  const [correcting, setCorrecting] = useState(false);
  const title = person ? t("leave.account_of", { person: name }) : t("leave.account");
  const actions = (
    <>
      {!person && (
        <LinkButton tone="primary" icon={Plus} to="/leave/new">
          {t("leave.new")}
        </LinkButton>
      )}
      {query.data?.abilities.correct && <Button onClick={() => setCorrecting(true)}>{t("leave.correct")}</Button>}
      <Button icon={Printer} onClick={() => print()}>
        {t("leave.print")}
      </Button>
    </>
  );
  return (
    <Page title={title} actions={actions}>
      {hr && (
        <div className={css.search} data-print="hide">
          <Suspense fallback={<Skeleton lines={2} />}>
            <PersonField
              label={t("leave.account_search")}
              value={person ? { id: person, name } : null}
              onChange={(chosen) => setSearch({ person: chosen?.id })}
            />
          </Suspense>
          <LinkButton to="/leave/on-behalf">{t("leave.on_behalf")}</LinkButton>
        </div>
      )}
      <Loaded query={query}>{(balance) => <Account balance={balance} person={person ?? null} />}</Loaded>
      {correcting && person && <CorrectionDialog person={person} name={name} onClose={() => setCorrecting(false)} />}
    </Page>
  );
}

type Paper = { id: string; reference: string; subject: string };

function Account({ balance, person }: { balance: Balance; person: string | null }) {
  const t = useT();
  const formats = useFormats();
  const papers = useQuery({
    queryKey: ["papers", "list", person ?? "me", "ledger"],
    queryFn: () => get<{ items: Paper[] }>("/papers", { query: { person, limit: 100 } }),
  });
  const paperOf = new Map((papers.data?.items ?? []).map((paper) => [paper.subject, paper]));
  const waits = balance.firstLeaveOn && balance.firstLeaveOn > today() ? balance.firstLeaveOn : null;
  const years = balance.buckets.filter((bucket) => bucket.balance !== 0 || bucket.reserved !== 0);
  return (
    <>
      {waits && <Banner tone="info">{t("leave.first_on", { day: waits })}</Banner>}
      <div className={css.years}>
        <div className={css.total}>
          <span>{t("leave.available_now")}</span>
          <strong>{t("leave.days", { days: balance.available })}</strong>
        </div>
        {years.map((bucket) => (
          <div key={bucket.year} className={css.year}>
            <span>{t("leave.right_of", { year: String(bucket.year) })}</span>
            <strong>{formats.number(bucket.available)}</strong>
            {bucket.reserved > 0 && (
              <span className={css.reserved}>{t("leave.reserved", { days: bucket.reserved })}</span>
            )}
          </div>
        ))}
      </div>
      <Section title={t("leave.ledger")} lead={t("leave.ledger_lead")}>
        <Ledger entries={balance.entries} paperOf={(request) => paperOf.get(request)} />
      </Section>
      <p data-print="only" className={css.printed}>
        {t("leave.printed_on", { at: formats.dateTime(new Date()) })}
      </p>
    </>
  );
}
