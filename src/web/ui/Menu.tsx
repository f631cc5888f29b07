import type { LucideIcon } from "lucide-react";
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useRef, useState } from "react";
import { Button, IconButton } from "./Button.tsx";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import css from "./Menu.module.css";
import { Popover } from "./Popover.tsx";

export type MenuItem = {
  id: string;
  label: string;
  icon?: LucideIcon;
  directional?: boolean;
  /** For choices: shows a mark and tells it. */
  checked?: boolean;
  tone?: "plain" | "danger";
  disabled?: boolean;
  /** The language of the label, when it names a language. */
  lang?: string;
  run: () => void;
};

type MenuProps = {
  label: string;
  items: readonly MenuItem[];
  /** A button of one icon; without it the label is the button. */
  icon?: LucideIcon;
  align?: "start" | "end";
  /** Another trigger than the two buttons. */
  trigger?: (props: MenuTriggerProps) => ReactElement;
};
export type MenuTriggerProps = {
  ref: RefObject<HTMLButtonElement | null>;
  onClick: () => void;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
};

/** A button that opens a list of acts (WAI-ARIA menu button): arrows, Home, End, first letters, Escape. */
export function Menu({ label, items, icon, align = "end", trigger }: MenuProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const props: MenuTriggerProps = {
    ref: anchor,
    onClick: () => setOpen((was) => !was),
    "aria-haspopup": "menu",
    "aria-expanded": open,
  };
  return (
    <>
      {trigger ? (
        trigger(props)
      ) : icon ? (
        <IconButton icon={icon} label={label} {...props} />
      ) : (
        <Button {...props}>{label}</Button>
      )}
      {open && (
        <Popover anchor={anchor} align={align} onClose={() => setOpen(false)}>
          <MenuList
            label={label}
            items={items}
            onDone={() => {
              setOpen(false);
              anchor.current?.focus();
            }}
          />
        </Popover>
      )}
    </>
  );
}

function MenuList({ label, items, onDone }: { label: string; items: readonly MenuItem[]; onDone: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  const prefix = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only on opening; later changes must not move the focus.
  useEffect(() => {
    const first = items.find((item) => item.checked) ?? items.find((item) => !item.disabled);
    if (first) document.getElementById(`${prefix}-${first.id}`)?.focus();
  }, [prefix]);
  return (
    <div
      ref={ref}
      role="menu"
      aria-label={label}
      className={css.menu}
      onKeyDown={(event) => move(event, ref.current, onDone)}
    >
      {items.map((item) => (
        <button
          key={item.id}
          id={`${prefix}-${item.id}`}
          type="button"
          {...(item.checked === undefined
            ? { role: "menuitem" }
            : { role: "menuitemradio", "aria-checked": item.checked })}
          tabIndex={-1}
          lang={item.lang}
          disabled={item.disabled}
          className={cx(css.item, item.checked && css.checked, item.tone === "danger" && css.danger)}
          onClick={() => {
            onDone();
            item.run();
          }}
        >
          {item.icon && <Icon of={item.icon} size={16} {...(item.directional && { directional: true })} />}
          <span>{item.label}</span>
        </button>
      ))}
    </div>
  );
}

function move(event: KeyboardEvent, menu: HTMLElement | null, onDone: () => void): void {
  const items = [...(menu?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at <= 0 ? -1 : at - 1, Home: 0, End: -1 };
  const to = places[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length)?.focus();
  } else if (event.key === "Tab") {
    onDone();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLocaleLowerCase();
    const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    rest.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus();
  }
}
