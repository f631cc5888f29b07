import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useT } from "../messages.tsx";
import { cx } from "../ui/class-names.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";
import { answers, meanings } from "./layout-text.ts";
import css from "./Palette.module.css";
import { type PaletteLine, useFound, useLines } from "./palette-lines.ts";

/** Go anywhere, do anything, find anyone, from the keyboard (WAI-ARIA combobox with a list that is always open). */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const prefix = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const known = useLines();
  const found = useFound(text);
  const lines = useMemo(() => {
    const wanted = meanings(text);
    return [...known.filter((line) => answers(`${line.label} ${line.also ?? ""}`, wanted)), ...found];
  }, [known, found, text]);
  const here = lines[Math.min(at, lines.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  });
  const run = (line: PaletteLine | undefined): void => {
    if (!line) return;
    onClose();
    line.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      setAt((old) => (Math.min(old, lines.length - 1) + step + lines.length) % lines.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(here);
    }
  };
  return (
    <Dialog title={t("web.palette.title")} onClose={onClose}>
      <input
        className={css.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${prefix}-list`}
        aria-activedescendant={here && `${prefix}-${here.id}`}
        aria-label={t("web.palette.prompt")}
        aria-autocomplete="list"
        placeholder={t("web.palette.prompt")}
        dir={text ? "auto" : undefined}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${prefix}-list`} role="listbox" aria-label={t("web.palette.title")} className={css.list}>
        {lines.map((line, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the input.
          <div
            key={line.id}
            id={`${prefix}-${line.id}`}
            role="option"
            aria-selected={line === here}
            lang={line.lang}
            className={cx(css.line, line === here && css.here)}
            onPointerMove={() => setAt(i)}
            onClick={() => run(line)}
          >
            <Icon of={line.icon} />
            <span className={css.words}>
              <bdi>{line.label}</bdi>
              {line.detail && <bdi className={css.detail}>{line.detail}</bdi>}
            </span>
            <span className={css.section}>{line.section}</span>
          </div>
        ))}
      </div>
      {lines.length === 0 && <p className={css.none}>{t("web.palette.none")}</p>}
    </Dialog>
  );
}
