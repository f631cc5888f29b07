import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { useLocale } from "../messages.tsx";
import { cx } from "./class-names.ts";
import css from "./Tabs.module.css";

export type Tab<V extends string> = { value: V; label: string; count?: number; content: ReactNode };
type TabsProps<V extends string> = {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: readonly Tab<V>[];
};

/** Faces of one thing (WAI-ARIA tabs): arrows follow the direction of the language. Keep `value` in the address. */
export function Tabs<V extends string>({ label, value, onChange, tabs }: TabsProps<V>) {
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);
  const rtl = useLocale() === "ar";
  const shown = tabs.find((tab) => tab.value === value) ?? tabs[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const at = tabs.findIndex((tab) => tab.value === shown?.value);
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step === undefined ? -1 : at + step;
    const next = tabs[(to + tabs.length) % tabs.length];
    if ((step === undefined && event.key !== "Home" && event.key !== "End") || !next) return;
    event.preventDefault();
    onChange(next.value);
    document.getElementById(`${prefix}-${next.value}`)?.focus();
  };
  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} className={css.list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${prefix}-${tab.value}`}
            type="button"
            role="tab"
            aria-selected={tab === shown}
            aria-controls={`${prefix}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            className={cx(css.tab, tab === shown && css.on)}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
          </button>
        ))}
      </div>
      <div
        id={`${prefix}-panel`}
        role="tabpanel"
        aria-labelledby={`${prefix}-${shown?.value}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the pattern makes a panel reachable.
        tabIndex={0}
        className={css.panel}
      >
        {shown?.content}
      </div>
    </div>
  );
}
