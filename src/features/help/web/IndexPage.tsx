import { CalendarHeart, MessageSquareWarning } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { directionOf } from "#platform/i18n/locale.ts";
import { useT } from "#web/messages.tsx";
import { Link, useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { useSlot } from "#web/slots.ts";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { Page } from "#web/ui/Page.tsx";
import { SearchField } from "#web/ui/SearchField.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { type HelpAction, helpActions } from "./api.tsx";
import { useHelpBook, useHelpLanguage } from "./book.ts";
import css from "./Help.module.css";
import { Hits } from "./Hits.tsx";
import { LanguageNotice } from "./LanguageNotice.tsx";
import { type HelpBook, JOBS } from "./tree.ts";

/** All help, by the job of who reads it. The question stands in the address. */
export default function IndexPage() {
  const t = useT();
  const { q = "" } = useRouteSearch<{ q?: string }>();
  const setSearch = useSetSearch();
  const { language, own, choose } = useHelpLanguage();
  const query = useHelpBook(language);
  return (
    <Page title={t("help.title")} lead={t("help.lead")}>
      {!own && <LanguageNotice language={language} onChoose={choose} />}
      <SearchField label={t("help.search")} value={q} onChange={(text) => setSearch({ q: text || undefined })} />
      <div lang={language} dir={directionOf(language)}>
        <Loaded query={query}>
          {(book) => (q.trim() ? <Hits book={book} question={q} link={link} /> : <Contents book={book} />)}
        </Loaded>
      </div>
      <Doors />
    </Page>
  );
}

const link = (id: string, words: ReactNode) => <Link to={`/help/${id}`}>{words}</Link>;

function Contents({ book }: { book: HelpBook }) {
  const t = useT();
  return (
    <div className={css.jobs}>
      {JOBS.map((job) => {
        const pages = book.pages.filter((page) => page.job === job);
        if (pages.length === 0) return null;
        return (
          <section key={job} className={css.job}>
            <h2 lang={t.locale} dir="auto">
              {t(`help.job.${job}`)}
            </h2>
            <ul>
              {pages.map((page) => (
                <li key={page.id}>{link(page.id, page.title)}</li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Doors() {
  const t = useT();
  const actions = useSlot(helpActions);
  const [open, setOpen] = useState<HelpAction | null>(null);
  return (
    <div className={css.doors} data-print="hide">
      <LinkButton icon={CalendarHeart} to="/first-day">
        {t("help.first_day")}
      </LinkButton>
      {actions.map((action) => (
        <Button key={action.label} icon={MessageSquareWarning} onClick={() => setOpen(action)}>
          {t.of(action.label)}
        </Button>
      ))}
      {open && (
        <Dialog title={t.of(open.label)} side onClose={() => setOpen(null)}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <open.Form screen="/help" onDone={() => setOpen(null)} />
          </Suspense>
        </Dialog>
      )}
    </div>
  );
}
