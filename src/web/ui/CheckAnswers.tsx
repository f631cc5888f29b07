import type { ReactNode } from "react";
import { useT } from "../messages.tsx";
import css from "./CheckAnswers.module.css";

export type Answer = { label: string; value: ReactNode; onChange?: () => void };

/** What was answered, read once more before it is sent, each with the way back to its question. */
export function CheckAnswers({ answers }: { answers: readonly Answer[] }) {
  const t = useT();
  return (
    <dl className={css.list}>
      {answers.map((answer) => (
        <div key={answer.label} className={css.row}>
          <dt>{answer.label}</dt>
          <dd>{answer.value}</dd>
          {answer.onChange && (
            <dd className={css.change}>
              <button type="button" onClick={answer.onChange}>
                {t("web.answers.change")}
                <span className="visually-hidden"> {answer.label}</span>
              </button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** The facts of a thing, label and value, in the same form. */
export const Facts = ({ items }: { items: readonly Answer[] }) => <CheckAnswers answers={items} />;
