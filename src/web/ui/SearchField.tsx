import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useT } from "../messages.tsx";
import { cx } from "./class-names.ts";
import field from "./Field.module.css";
import { Icon } from "./Icon.tsx";
import css from "./SearchField.module.css";

type SearchFieldProps = {
  label: string;
  value: string;
  /** Called after a pause in typing, and at once on Enter or clearing. */
  onChange: (value: string) => void;
  autoFocus?: boolean;
};

const PAUSE_MS = 250;

/** Narrows the list under it while one types. */
export function SearchField({ label, value, onChange, autoFocus }: SearchFieldProps) {
  const t = useT();
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (next: string, wait: number): void => {
    setText(next);
    clearTimeout(timer.current);
    if (wait === 0) onChange(next);
    else timer.current = setTimeout(() => onChange(next), wait);
  };
  return (
    <search className={css.box}>
      <Icon of={Search} size={16} />
      <input
        type="search"
        dir={text ? "auto" : undefined}
        aria-label={label}
        placeholder={label}
        // biome-ignore lint/a11y/noAutofocus: only where the search is the whole purpose of the screen.
        autoFocus={autoFocus}
        className={cx(field.control, css.input)}
        value={text}
        onChange={(event) => say(event.target.value, PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.key === "Enter") say(text, 0);
          if (event.key === "Escape" && text) {
            event.stopPropagation();
            say("", 0);
          }
        }}
      />
      {text && (
        <button type="button" className={css.clear} aria-label={t("web.search.clear")} onClick={() => say("", 0)}>
          <Icon of={X} size={16} />
        </button>
      )}
    </search>
  );
}
