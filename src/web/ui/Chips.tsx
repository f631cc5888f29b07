import css from "./Chips.module.css";
import { cx } from "./class-names.ts";

export type ChipOption<V extends string> = { value: V; label: string; count?: number };

type ChipsProps<V extends string> = {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly ChipOption<V>[];
};

/** Filters of a list, one at a time; the count beside each says what is behind it. */
export function Chips<V extends string>({ label, value, onChange, options }: ChipsProps<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a box to a row of filters.
    <div role="group" aria-label={label} className={css.row}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={cx(css.chip, option.value === value && css.on)}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && <span className={css.count}> {option.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** Ready-made texts to pick from. */
export function ChipRow(props: { label: string; items: readonly string[]; onPick: (item: string) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div role="group" aria-label={props.label} className={css.row}>
      {props.items.map((item) => (
        <button key={item} type="button" className={css.chip} onClick={() => props.onPick(item)}>
          {item}
        </button>
      ))}
    </div>
  );
}
