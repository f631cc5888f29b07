import { useEffect, useRef, useState } from "react";

const SETTING = "diwan.keys";
const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

const allowed = (): boolean => {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
};

/**
 * Single keys that act on the thing shown, by their place on the keyboard (`event.code`), so that they work on an
 * Arabic layout. Not while one types or answers a dialog; they can be switched off (WCAG 2.1.4).
 */
export function useActKeys(acts: ReadonlyMap<string, () => void>): { on: boolean; setOn: (on: boolean) => void } {
  const [on, set] = useState(allowed);
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent): void => {
      const act = latest.current.get(event.code);
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (!act || modified || event.repeat || event.defaultPrevented) return;
      if ((event.target as HTMLElement | null)?.closest?.(TYPED) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [on]);
  const setOn = (next: boolean): void => {
    set(next);
    try {
      localStorage.setItem(SETTING, next ? "on" : "off");
    } catch {
      // Kept for this page only.
    }
  };
  return { on, setOn };
}
