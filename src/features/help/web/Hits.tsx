import type { ReactNode } from "react";
import { useT } from "#web/messages.tsx";
import css from "./Help.module.css";
import { searchHelp } from "./search.ts";
import type { HelpBook } from "./tree.ts";

type HitsProps = {
  book: HelpBook;
  question: string;
  link: (id: string, words: ReactNode) => ReactNode;
};

/** What the search found; never an empty answer without a way on. */
export function Hits({ book, question, link }: HitsProps) {
  const t = useT();
  const hits = searchHelp(book, question, (label) => t.of(label));
  if (hits.length === 0) return <p role="status">{t("help.nothing_found")}</p>;
  return (
    <>
      <p role="status" className={css.count}>
        {t("help.found", { count: hits.length })}
      </p>
      <ul className={css.hits}>
        {hits.map(({ page, line }) => (
          <li key={page.id}>
            {link(page.id, page.title)}
            <p className={css.line}>{line}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
