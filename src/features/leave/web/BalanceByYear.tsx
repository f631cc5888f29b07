import { useFormats, useT } from "#web/messages.tsx";
import css from "./BalanceByYear.module.css";
import type { Take } from "./types.ts";

type BalanceByYearProps = {
  buckets: readonly { year: number; balance: number; reserved: number }[];
  takes: readonly Take[];
  /** What can still be used on the first day asked, once this leave is taken. */
  after?: number;
};

/** The right of each year: what can be used, what this leave takes of it, what remains. The oldest right goes first. */
export function BalanceByYear({ buckets, takes, after }: BalanceByYearProps) {
  const t = useT();
  const formats = useFormats();
  const taking = takes.length > 0;
  const shown = buckets.filter(
    (bucket) => bucket.balance !== 0 || bucket.reserved !== 0 || takes.some((take) => take.year === bucket.year),
  );
  const reserved = buckets.reduce((sum, bucket) => sum + bucket.reserved, 0);
  if (shown.length === 0) return <p className={css.note}>{t("leave.no_balance")}</p>;
  return (
    <>
      <table className={css.table}>
        <caption className="visually-hidden">{t("leave.balance")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("leave.year_of_right")}</th>
            <th scope="col">{t("leave.available")}</th>
            {taking && <th scope="col">{t("leave.taken")}</th>}
            {taking && <th scope="col">{t("leave.left")}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((bucket) => {
            const taken = takes.find((take) => take.year === bucket.year)?.days ?? 0;
            const free = bucket.balance - bucket.reserved;
            return (
              <tr key={bucket.year}>
                <th scope="row">{bucket.year}</th>
                <td>{formats.number(free)}</td>
                {taking && (
                  <td>
                    <bdi dir="ltr">{taken > 0 ? formats.number(-taken) : "0"}</bdi>
                  </td>
                )}
                {taking && <td className={css.left}>{formats.number(free - taken)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
      {after !== undefined && (
        <p>{after >= 0 ? t("leave.after", { days: after }) : t("leave.after_short", { days: -after })}</p>
      )}
      {reserved > 0 && <p className={css.note}>{t("leave.reserved", { days: reserved })}</p>}
    </>
  );
}
