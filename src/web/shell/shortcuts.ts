import { useEffect, useRef } from "react";

type Acts = { palette: () => void; help: () => void };

/** True while a person types: single keys are then letters. */
function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return Boolean(
    element?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]"),
  );
}

/** What a key asks of the shell. Read by place where the layouts differ: `/` is `ظ` on an Arabic keyboard. */
export function shortcutOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey">,
): keyof Acts | null {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyK") return "palette";
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "/" || event.key === "ظ") return "palette";
  return event.key === "?" || event.key === "؟" ? "help" : null;
}

/** Listens for the keys that work on every screen. */
export function useShortcuts(acts: Acts): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = shortcutOf(event);
      const modified = event.ctrlKey || event.metaKey;
      if (!act || event.defaultPrevented || (!modified && typing(event.target))) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      latest.current[act]();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
