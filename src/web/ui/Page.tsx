import { ArrowRight } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useT } from "../messages.tsx";
import { Link } from "../navigation.tsx";
import { Breadcrumb, type Crumb } from "./Breadcrumb.tsx";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import css from "./Page.module.css";

type PageProps = {
  title: string;
  /** What stands in the window's title when the heading is richer. */
  lead?: ReactNode;
  /** Before the title: state tags. */
  tags?: ReactNode;
  actions?: ReactNode;
  crumbs?: readonly Crumb[];
  back?: { to: string; label: string };
  /** `form`: a single narrow column; `wide`: the whole width. */
  width?: "form" | "page" | "wide";
  children?: ReactNode;
};

/** The frame of a screen: where one is, what it is called, what can be done, then the matter itself. */
export function Page({ title, lead, tags, actions, crumbs, back, width = "page", children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={cx(css.page, css[width])}>
      {crumbs && <Breadcrumb items={crumbs} />}
      {back && (
        <Link to={back.to} className={css.back}>
          <span className={css.backIcon}>
            <Icon of={ArrowRight} size={16} directional />
          </span>
          {back.label}
        </Link>
      )}
      <header className={css.head}>
        <div className={css.titles}>
          {tags && <div className={css.tags}>{tags}</div>}
          <h1 dir="auto" tabIndex={-1} id="page-title">
            {title}
          </h1>
          {lead && <p className={css.lead}>{lead}</p>}
        </div>
        {actions && (
          <div className={css.actions} data-print="hide">
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

let institution = "";
/** The institution's name ends every window title; set by the shell. */
export const nameInstitution = (name: string): void => {
  institution = name;
};

/** Names the window; a form with faults is announced first (GOV.UK pattern). */
export function usePageTitle(title: string, faulty = false): void {
  const t = useT();
  useEffect(() => {
    const shown = faulty ? t("web.form.title_error", { title }) : title;
    document.title = [shown, institution || t("web.diwan")].join(" · ");
  }, [title, faulty, t]);
}

/** A block of a screen with its heading. */
export function Section(props: { title: ReactNode; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section}>
      <header className={css.sectionHead}>
        <div>
          <h2>{props.title}</h2>
          {props.lead && <p className={css.lead}>{props.lead}</p>}
        </div>
        {props.actions && <div className={css.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </section>
  );
}

/** A surface that holds one matter. */
export function Card({ children, tight }: { children: ReactNode; tight?: boolean }) {
  return <div className={cx(css.card, tight && css.tight)}>{children}</div>;
}
