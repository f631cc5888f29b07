import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
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
};

type Line<R> = { kind: "group"; text: string } | { kind: "row"; row: R; key: string; index: number };

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
  const { virtual, margin } = useLines(grid, lines, props.rowHeight ?? 66);
  const focusWanted = useRef(false);

  const goTo = (index: number): void => {
    const key = order[Math.max(0, Math.min(order.length - 1, index))];
    if (key === undefined) return;
    focusWanted.current = true;
    setOwn(key);
    props.onCurrent?.(key);
    virtual.scrollToIndex(lines.findIndex((line) => line.kind === "row" && line.key === key));
    grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  };
  // A row far away exists only after the scroll: it takes the focus when it appears.
  useEffect(() => {
    if (!focusWanted.current || current === null) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(current)}"]`);
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
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
      return goTo(act.to);
    }
    const onRow = target.dataset.key !== undefined;
    if (act?.do === "all" && onSelect) onSelect(new Set(order));
    else if (act?.do === "select" && onRow && onSelect && current !== null) toggle(current);
    else if (act?.do === "open" && onRow && row !== undefined) onOpen?.(row);
    else if (!event.ctrlKey && !event.metaKey && keys?.[event.code] && row !== undefined) keys[event.code]?.(row);
    else return;
    event.preventDefault();
  };

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
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="rowgroup" className={css.inner} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          const place = { transform: `translateY(${item.start - margin}px)` };
          if (line.kind === "group")
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: a heading is read, not acted on.
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                className={css.group}
                style={place}
              >
                {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
                {/* biome-ignore lint/a11y/useFocusableInteractive: as above. */}
                <div role="rowheader">{line.text}</div>
              </div>
            );
          const isSelected = selected?.has(line.key) ?? false;
          const isCurrent = line.key === current;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the list.
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              data-key={line.key}
              role="row"
              aria-rowindex={line.index + 1}
              aria-selected={onSelect ? isSelected : undefined}
              tabIndex={isCurrent ? 0 : -1}
              className={cx(css.row, isSelected && css.selected, isCurrent && css.current)}
              style={place}
              onFocus={() => {
                setOwn(line.key);
                if (line.key !== wanted) props.onCurrent?.(line.key);
              }}
              onClick={(event) => {
                if (!(event.target as HTMLElement).closest("a, button, input, label")) {
                  if (isCurrent || !props.onCurrent) onOpen?.(line.row);
                  else goTo(line.index);
                }
              }}
            >
              {renderRow(line.row, {
                selected: isSelected,
                current: isCurrent,
                tabIndex: isCurrent ? 0 : -1,
                toggle: () => toggle(line.key),
              })}
            </div>
          );
        })}
      </div>
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

function linesOf<R>(rows: readonly R[], rowKey: (row: R) => string, groupOf?: (row: R) => string): Line<R>[] {
  const lines: Line<R>[] = [];
  let group: string | undefined;
  for (const [index, row] of rows.entries()) {
    const next = groupOf?.(row);
    if (next !== undefined && next !== group) lines.push({ kind: "group", text: next });
    group = next;
    lines.push({ kind: "row", row, key: rowKey(row), index });
  }
  return lines;
}

function useLines<R>(grid: React.RefObject<HTMLDivElement | null>, lines: readonly Line<R>[], rowHeight: number) {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = (grid.current?.getBoundingClientRect().top ?? 0) + scrollY;
    setMargin((old) => (Math.abs(old - top) > 1 ? top : old));
  });
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.kind === "group" ? 36 : rowHeight),
    getItemKey: (index) => {
      const line = lines[index];
      return line?.kind === "row" ? line.key : `group ${line?.text}`;
    },
    overscan: 6,
    scrollMargin: margin,
    scrollPaddingStart: 72,
    scrollPaddingEnd: 96,
  });
  return { virtual, margin };
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
