import { useFormats } from "../messages.tsx";
import css from "./Progress.module.css";

/** How far a long work is: `done` of `total`. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const formats = useFormats();
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div className={css.progress}>
      <div className={css.words}>
        <span>{label}</span>
        <bdi dir="ltr">{`${formats.number(done)}/${formats.number(total)}`}</bdi>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        className={css.track}
      >
        <span className={css.bar} style={{ inlineSize: `${percent}%` }} />
      </div>
    </div>
  );
}
