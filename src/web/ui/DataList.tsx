import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { cx } from "./class-names.ts";
import css from "./DataList.module.css";

/** What a row is told of its place. */
export type RowState = {
  selected: boolean;
  current: boolean;
  /** For the controls inside: only those of the current row are reached by Tab. */
  tabIndex: 0 | -1;
  toggle: () => void;
};

type DataListProps<R> = {
  label: string;
  rows: readonly R[];
  rowKey: (row: R) => string;
  renderRow: (row: R, state: RowState) => ReactNode;
  /** The heading a row stands under; rows of one group follow each other. */
  groupOf?: (row: R) => string;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** The row the person is on, kept outside when a preview follows it. */
  current?: string | null;
  onCurrent?: (key: string) => void;
  onOpen?: (row: R) => void;
  /** Single keys by place (`KeyA`), heard only while the list has the focus (WCAG 2.1.4). */
  keys?: Readonly<Record<string, (row: R) => void>>;
  /** Total when more rows exist than are loaded. */
  total?: number;
  rowHeight?: number;
  /** The list is what the page is for: arriving here, the keyboard is on it, unless the person is elsewhere already. */
  takesFocus?: boolean;
};

type Line<R> = { kind: "group"; key: string; text: string } | { kind: "row"; row: R; key: string; index: number };

/** Where a line stands: nothing for a list that is all there, a measured place for one that is not. */
export type LinePlace = {
  ref?: (line: HTMLElement | null) => void;
  style?: { transform: string };
  "data-index": number;
};
export type LinesProps = {
  keys: readonly string[];
  isGroup: (index: number) => boolean;
  rowHeight: number;
  line: (index: number, place: LinePlace) => ReactNode;
  /** Given the way to bring a line into sight. */
  onReady: (show: (index: number) => void) => void;
  /** Told each time other lines exist. */
  onShown: () => void;
};

/** Up to so many lines are simply there; beyond, only those in sight exist, and what does it is loaded. */
const PLAIN_LINES = 80;
const VirtualLines = lazy(() => import("./VirtualLines.tsx"));

/**
 * A list of any length: only the rows in sight exist. One row holds the focus; J/K and arrows move, Space selects,
 * Shift extends, Enter opens. Keys are read by their place, so they work on an Arabic keyboard.
 */
export function DataList<R>(props: DataListProps<R>) {
  const { rows, rowKey, renderRow, groupOf, selected, onSelect, onOpen, keys } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<string | null>(null);
  const lines = useMemo(() => linesOf(rows, rowKey, groupOf), [rows, rowKey, groupOf]);
  const order = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const wanted = props.current === undefined ? own : props.current;
  const current = wanted !== null && order.includes(wanted) ? wanted : (order[0] ?? null);
  const show = useRef<(index: number) => void>(undefined);
  const awaited = useRef<string | null>(null);

  const goTo = (index: number): void => {
    const key = order[Math.max(0, Math.min(order.length - 1, index))];
    if (key === undefined) return;
    setOwn(key);
    props.onCurrent?.(key);
    show.current?.(lines.findIndex((line) => line.key === key));
    awaited.current = key;
    takeFocus();
  };
  // A row far away exists only after the scroll: it takes the focus when it appears.
  const takeFocus = (): void => {
    const row = awaited.current === null ? null : rowOf(grid.current, awaited.current);
    if (!row) return;
    awaited.current = null;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  useEffect(takeFocus);
  const first = useRef(props.takesFocus === true);
  useEffect(() => {
    if (!first.current || current === null) return;
    first.current = false;
    if (!isNowhere(document.activeElement)) return;
    awaited.current = current;
    takeFocus();
  });

  const toggle = (key: string): void => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (target.closest("input:not([type=checkbox]), textarea, select") || event.altKey) return;
    const at = current === null ? -1 : order.indexOf(current);
    const row = rows[at];
    const act = listKey(event, { at, last: order.length - 1 });
    if (act !== null && "to" in act) {
      event.preventDefault();
      const over = order[act.to];
      if (event.shiftKey && onSelect && over !== undefined && current !== null)
        onSelect(new Set(selected).add(current).add(over));
      goTo(act.to);
      return;
    }
    const onRow = target.dataset.key !== undefined;
    if (act?.do === "all" && onSelect) onSelect(new Set(order));
    else if (act?.do === "select" && onRow && onSelect && current !== null) toggle(current);
    else if (act?.do === "open" && onRow && row !== undefined) onOpen?.(row);
    else if (!event.ctrlKey && !event.metaKey && keys?.[event.code] && row !== undefined) keys[event.code]?.(row);
    else return;
    event.preventDefault();
  };

  const lineAt = (index: number, place: LinePlace): ReactNode => {
    const line = lines[index];
    if (!line) return null;
    if (line.kind === "group") return <GroupLine key={line.key} text={line.text} place={place} />;
    const isSelected = selected?.has(line.key) ?? false;
    const isCurrent = line.key === current;
    const tabIndex = isCurrent ? 0 : -1;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table.
      // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the list.
      <div
        {...place}
        key={line.key}
        data-key={line.key}
        role="row"
        aria-rowindex={line.index + 1}
        aria-selected={onSelect ? isSelected : undefined}
        tabIndex={tabIndex}
        className={cx(css.row, isSelected && css.selected, isCurrent && css.current)}
        onFocus={() => {
          setOwn(line.key);
          if (line.key !== wanted) props.onCurrent?.(line.key);
        }}
        onClick={(event) => {
          // Beside a preview one press looks, two open.
          const inside = (event.target as HTMLElement).closest("a, button, input, label");
          if (!inside && (!props.onCurrent || event.detail > 1)) onOpen?.(line.row);
        }}
      >
        {renderRow(line.row, { selected: isSelected, current: isCurrent, tabIndex, toggle: () => toggle(line.key) })}
      </div>
    );
  };
  const plain = lines.length <= PLAIN_LINES;
  const shownFirst = lines.slice(0, PLAIN_LINES).map((_, index) => lineAt(index, { "data-index": index }));

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table.
    <div
      ref={grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total ?? order.length}
      aria-multiselectable={onSelect ? true : undefined}
      tabIndex={-1}
      className={css.list}
      onKeyDown={onKeyDown}
    >
      {plain ? (
        <Group>{shownFirst}</Group>
      ) : (
        <Suspense fallback={<Group>{shownFirst}</Group>}>
          <VirtualLines
            keys={lines.map((line) => line.key)}
            isGroup={(index) => lines[index]?.kind === "group"}
            rowHeight={props.rowHeight ?? 66}
            line={lineAt}
            onReady={(scrollTo) => {
              show.current = scrollTo;
            }}
            onShown={takeFocus}
          />
        </Suspense>
      )}
    </div>
  );
}

const rowOf = (grid: HTMLElement | null, key: string): HTMLElement | null =>
  grid?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;

const Group = ({ children }: { children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table.
  <div role="rowgroup">{children}</div>
);

function GroupLine({ text, place }: { text: string; place: LinePlace }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table.
    // biome-ignore lint/a11y/useFocusableInteractive: a heading is read, not acted on.
    <div {...place} role="row" className={css.group}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above. */}
      <div role="rowheader">{text}</div>
    </div>
  );
}

/** A cell of a row: every direct child that `renderRow` gives must be one. */
export const Cell = ({ className, children }: { className?: string | undefined; children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table.
  // biome-ignore lint/a11y/useFocusableInteractive: the row holds the focus.
  <div role="gridcell" className={className}>
    {children}
  </div>
);

/** Where the focus is when nobody put it anywhere: the page, or its matter after a change of page. */
const isNowhere = (focused: Element | null): boolean =>
  !focused || focused === document.body || focused.id === "content" || focused.id === "page-title";

function linesOf<R>(rows: readonly R[], rowKey: (row: R) => string, groupOf?: (row: R) => string): Line<R>[] {
  const lines: Line<R>[] = [];
  let group: string | undefined;
  for (const [index, row] of rows.entries()) {
    const next = groupOf?.(row);
    if (next !== undefined && next !== group) lines.push({ kind: "group", key: `group ${next}`, text: next });
    group = next;
    lines.push({ kind: "row", row, key: rowKey(row), index });
  }
  return lines;
}

type ListAct = { to: number } | { do: "all" | "select" | "open" };

/** What a key means in a list, by its place on the keyboard. */
export function listKey(
  event: { code: string; key: string; ctrlKey: boolean; metaKey: boolean },
  place: { at: number; last: number },
): ListAct | null {
  const control = event.ctrlKey || event.metaKey;
  if (control) return event.code === "KeyA" ? { do: "all" } : null;
  if (event.key === "ArrowDown" || event.code === "KeyJ") return { to: Math.min(place.last, place.at + 1) };
  if (event.key === "ArrowUp" || event.code === "KeyK") return { to: Math.max(0, place.at - 1) };
  if (event.key === "Home") return { to: 0 };
  if (event.key === "End") return { to: place.last };
  if (event.key === "PageDown") return { to: Math.min(place.last, place.at + 10) };
  if (event.key === "PageUp") return { to: Math.max(0, place.at - 10) };
  if (event.key === " ") return { do: "select" };
  return event.key === "Enter" ? { do: "open" } : null;
}
