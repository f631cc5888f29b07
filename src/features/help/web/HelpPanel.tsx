import { ArrowRight, MessageSquareWarning } from "lucide-react";
import { type ReactNode, Suspense, useRef, useState } from "react";
import { directionOf } from "#platform/i18n/locale.ts";
import { useT } from "#web/messages.tsx";
import { Link, useCurrentPath } from "#web/navigation.tsx";
import { useSession } from "#web/session.tsx";
import { useSlot } from "#web/slots.ts";
import { Button } from "#web/ui/Button.tsx";
import { SearchField } from "#web/ui/SearchField.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { type HelpAction, helpActions } from "./api.tsx";
import { pageById, pagesOf, useHelpBook, useHelpLanguage } from "./book.ts";
import css from "./Help.module.css";
import { HelpText } from "./HelpText.tsx";
import { Hits } from "./Hits.tsx";
import { LanguageNotice } from "./LanguageNotice.tsx";
import type { HelpBook, HelpPage } from "./tree.ts";

type PanelProps = { screen: string; onClose: () => void };

/** The help of the screen beside it: its page, the others about it, a search over all of them. */
export default function HelpPanel({ screen, onClose }: PanelProps) {
  const t = useT();
  const { language, own, choose } = useHelpLanguage();
  const query = useHelpBook(language);
  const [question, setQuestion] = useState("");
  const [action, setAction] = useState<HelpAction | null>(null);
  const path = useCurrentPath();
  if (action)
    return (
      <Suspense fallback={<Skeleton lines={6} />}>
        <action.Form screen={path} onDone={onClose} />
      </Suspense>
    );
  return (
    <>
      {!own && <LanguageNotice language={language} onChoose={choose} />}
      <div>
        <SearchField label={t("help.search")} value={question} onChange={setQuestion} />
      </div>
      <div className={css.reading} lang={language} dir={directionOf(language)}>
        <Loaded query={query}>
          {(book) => <Reading key={screen} {...{ book, screen, question, onClose }} onFollow={() => setQuestion("")} />}
        </Loaded>
      </div>
      <Foot onClose={onClose} onAction={setAction} />
    </>
  );
}

type ReadingProps = PanelProps & { book: HelpBook; question: string; onFollow: () => void };

function Reading({ book, screen, question, onClose, onFollow }: ReadingProps) {
  const t = useT();
  const ofScreen = pagesOf(book, screen);
  const [way, setWay] = useState<readonly string[]>([]);
  const top = useRef<HTMLHeadingElement>(null);
  const move = (next: readonly string[]): void => {
    setWay(next);
    onFollow();
    requestAnimationFrame(() => top.current?.focus());
  };
  const link = (id: string, words: ReactNode) => (
    <button type="button" className={css.link} onClick={() => move([...way, id])}>
      {words}
    </button>
  );
  if (question.trim()) return <Hits book={book} question={question} link={link} />;
  const page = pageById(book, way.at(-1) ?? "") ?? ofScreen[0];
  if (!page) return <p>{t("help.none_here")}</p>;
  return (
    <article>
      {way.length > 0 && (
        <Button size="small" tone="quiet" icon={ArrowRight} directional onClick={() => move(way.slice(0, -1))}>
          {t("help.back")}
        </Button>
      )}
      <h3 ref={top} tabIndex={-1} className={css.title}>
        {page.title}
      </h3>
      <HelpText book={book} page={page} link={link} level="h4" onLeave={onClose} />
      {way.length === 0 && <Others pages={ofScreen.slice(1)} link={link} />}
    </article>
  );
}

type OthersProps = { pages: readonly HelpPage[]; link: (id: string, words: ReactNode) => ReactNode };

function Others({ pages, link }: OthersProps) {
  const t = useT();
  if (pages.length === 0) return null;
  return (
    <section className={css.others}>
      <h4>{t("help.also_here")}</h4>
      <ul>
        {pages.map((page) => (
          <li key={page.id}>{link(page.id, page.title)}</li>
        ))}
      </ul>
    </section>
  );
}

function Foot({ onClose, onAction }: { onClose: () => void; onAction: (action: HelpAction) => void }) {
  const t = useT();
  const actions = useSlot(helpActions);
  if (!useSession().person) return null;
  return (
    <footer className={css.foot}>
      <Link to="/help" onClick={onClose}>
        {t("help.all_pages")}
      </Link>
      {actions.map((action) => (
        <Button
          key={action.label}
          size="small"
          tone="quiet"
          icon={MessageSquareWarning}
          onClick={() => onAction(action)}
        >
          {t.of(action.label)}
        </Button>
      ))}
    </footer>
  );
}
