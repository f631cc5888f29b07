import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import css from "./Table.module.css";

export type Column<R> = {
  key: string;
  header: ReactNode;
  cell: (row: R) => ReactNode;
  /** Numbers line up at the end. */
  align?: "start" | "end";
  /** Names the row (one column at most). */
  isHeader?: boolean;
  /** Hidden on narrow screens. */
  secondary?: boolean;
  width?: string;
};

type TableProps<R> = {
  /** Says what the table holds; shown with `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  empty?: ReactNode;
};

/** A plain table for up to some hundred rows: settings, ledgers, lists of devices. Longer ones: DataList. */
export function Table<R>({ caption, showCaption, columns, rows, rowKey, empty }: TableProps<R>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={css.scroll} aria-label={caption} tabIndex={0}>
      <table className={css.table}>
        <caption className={showCaption ? css.caption : "visually-hidden"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)} style={{ inlineSize: column.width }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => {
                const Cell = column.isHeader ? "th" : "td";
                return (
                  <Cell key={column.key} className={classOf(column)} {...(column.isHeader && { scope: "row" })}>
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const classOf = <R,>(column: Column<R>): string =>
  cx(column.align === "end" && css.end, column.secondary && css.secondary);
