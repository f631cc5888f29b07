import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useT } from "../messages.tsx";
import { type StatusTone, TONE_ICONS } from "./Banner.tsx";
import { Button, IconButton } from "./Button.tsx";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import css from "./toast.module.css";

export type Toast = {
  text: string;
  tone?: StatusTone;
  /** One act, mostly "Undo". */
  action?: { label: string; run: () => void | Promise<void> };
  /** Until it goes by itself, ms; 6 s, or as long as an act is held. Errors stay. */
  forMs?: number;
};
type Shown = Toast & { id: number };

let shown: readonly Shown[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const change = (next: readonly Shown[]): void => {
  shown = next;
  for (const listener of listeners) listener();
};

/** Says something at the foot of the screen. Callable from anywhere; gives the way to take it back. */
export function toast(what: Toast | string): () => void {
  const id = nextId++;
  change([...shown, { ...(typeof what === "string" ? { text: what } : what), id }].slice(-3));
  return () => dismiss(id);
}

const dismiss = (id: number): void => change(shown.filter((one) => one.id !== id));
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Where the toasts appear; rendered once by the shell. */
export function Toasts() {
  const list = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className={css.stack} role="status" aria-live="polite" data-print="hide">
      {list.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </div>
  );
}

const STAYS_MS = 6_000;

function ToastCard({ toast: one }: { toast: Shown }) {
  const t = useT();
  const tone = one.tone ?? "success";
  useEffect(() => {
    if (tone === "danger") return;
    const timer = setTimeout(() => dismiss(one.id), one.forMs ?? STAYS_MS);
    return () => clearTimeout(timer);
  }, [one, tone]);
  return (
    <div className={cx(css.toast, css[tone])}>
      <Icon of={TONE_ICONS[tone]} />
      <span className={css.text}>{one.text}</span>
      {one.action && (
        <Button
          size="small"
          onClick={() => {
            dismiss(one.id);
            void one.action?.run();
          }}
        >
          {one.action.label}
        </Button>
      )}
      <IconButton icon={X} size="small" label={t("web.close")} onClick={() => dismiss(one.id)} />
    </div>
  );
}
