import { Children, type ReactNode } from "react";
import css from "./SmallFacts.module.css";

/** What else is known of a thing, in one quiet line: each child a fact, those that are not there left out. */
export const SmallFacts = ({ children }: { children: ReactNode }) => (
  <span className={css.facts}>
    {Children.map(children, (fact) => (fact || fact === 0) && fact !== true && <span>{fact}</span>)}
  </span>
);
