import { useEffect, useRef } from "react";
import { accentOf, OWN_HUE, wearHue } from "#web/accent.ts";
import { useT } from "#web/messages.tsx";
import { useSession } from "#web/session.tsx";
import { cx } from "#web/ui/class-names.ts";
import { FieldGroup, type FieldProps, splitField } from "#web/ui/Field.tsx";
import css from "./HueField.module.css";

/** Twelve hues around the circle, Diwan's green first; any of them keeps its contrast (web/accent.test.ts). */
const HUES = [null, 190, 215, 240, 265, 290, 320, 350, 20, 50, 85, 125] as const;

type HueFieldProps = FieldProps & { value: number | null; onChange: (hue: number | null) => void };

/** The institution's colour, worn by the page while one chooses. */
export function HueField(props: HueFieldProps) {
  const [field, { value, onChange }] = splitField(props);
  const t = useT();
  useEffect(() => wearHue(value), [value]);
  const kept = useRef<number | null>(null);
  kept.current = useSession().institution?.hue ?? null;
  // Left without keeping it, the page wears again what was kept.
  useEffect(() => () => wearHue(kept.current), []);
  return (
    <FieldGroup {...field}>
      <div className={css.row}>
        {HUES.map((hue, index) => (
          <button
            key={hue ?? "own"}
            type="button"
            aria-pressed={hue === value}
            aria-label={hue === null ? t("administration.hue_own") : t("administration.hue_number", { number: index })}
            className={cx(css.hue, hue === value && css.on)}
            style={{ background: accentOf(hue ?? OWN_HUE)["--accent-light"] }}
            onClick={() => onChange(hue)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
