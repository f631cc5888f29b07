import { monthNameOf, weekdayNameOf } from "#platform/i18n/format-date.ts";
import { addDays, datePartsOf } from "#platform/i18n/local-date.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { useFormats, useLocale, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { cx } from "#web/ui/class-names.ts";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { Name } from "#web/ui/values.tsx";
import css from "./PresenceBand.module.css";
import { usePresence } from "./queries.ts";
import type { Presence } from "./types.ts";

type PresenceBandProps = { unit: string; from: string; to: string; request: string; requester: LocalizedName };

/** Days shown before and after the leave, and the most that a band may hold. */
const AROUND_DAYS = 3;
const WIDEST_DAYS = 60;

/** The unit's absences around the leave asked for, against the minimum presence. */
export function PresenceBand({ unit, from, to, request, requester }: PresenceBandProps) {
  const first = addDays(from, -AROUND_DAYS);
  const last = [addDays(to, AROUND_DAYS), addDays(first, WIDEST_DAYS)].sort()[0] as string;
  const query = usePresence({ unit, from: first, to: last, except: request });
  return (
    <Loaded query={query} skeleton={<Skeleton lines={4} />}>
      {(presence) => presence && <Band presence={presence} from={from} to={to} requester={requester} />}
    </Loaded>
  );
}

type Day = Presence["days"][number];
type BandProps = { presence: Presence; from: string; to: string; requester: LocalizedName };

function Band({ presence, from, to, requester }: BandProps) {
  const t = useT();
  const formats = useFormats();
  const { days, minimum, unit } = presence;
  const taken = (day: Day): boolean => day.working && day.date >= from && day.date <= to;
  const left = (day: Day): number => day.present - (taken(day) ? 1 : 0);
  const short = minimum === null ? [] : days.filter((day) => taken(day) && left(day) < minimum);
  const people = new Map(days.flatMap((day) => day.absent.map((one) => [one.id, one.name] as const)));
  return (
    <div className={css.band}>
      <p className={css.lead}>
        {t("leave.presence.lead", { unit: formats.name(unit.name), members: presence.members })}{" "}
        {minimum !== null && t("leave.presence.minimum", { count: minimum })}
      </p>
      {short.length > 0 && (
        <Banner tone="warn">
          {t("leave.presence.short", { days: formats.list(short.map((day) => formats.date(day.date, "day"))) })}
        </Banner>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className={css.scroll} aria-label={t("leave.presence.title")} tabIndex={0}>
        <table className={css.table}>
          <caption className="visually-hidden">{t("leave.presence.title")}</caption>
          <Heads days={days} />
          <tbody>
            <tr>
              <th scope="row">
                <Name of={requester} />
              </th>
              {days.map((day) => (
                <td key={day.date} className={cx(!day.working && css.rest)}>
                  {day.date >= from && day.date <= to && <Mark kind="this" text={t("leave.presence.this")} />}
                </td>
              ))}
            </tr>
            {[...people].map(([id, name]) => (
              <tr key={id}>
                <th scope="row">
                  <Name of={name} />
                </th>
                {days.map((day) => (
                  <td key={day.date} className={cx(!day.working && css.rest)}>
                    <Away day={day} person={id} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("leave.presence.left")}</th>
              {days.map((day) => {
                const low = minimum !== null && day.working && left(day) < minimum;
                return (
                  <td key={day.date} className={cx(!day.working && css.rest, low && css.low)}>
                    {day.working && left(day)}
                    {low && <span className="visually-hidden"> {t("leave.presence.below")}</span>}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        </table>
      </section>
      <ul className={css.legend}>
        {(["this", "granted", "asked"] as const).map((kind) => (
          <li key={kind}>
            <span className={cx(css.mark, css[kind])} aria-hidden="true" />
            {t(`leave.presence.${kind}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Away({ day, person }: { day: Day; person: string }) {
  const t = useT();
  const lines = day.absent.filter((one) => one.id === person);
  if (lines.length === 0) return null;
  const kind = lines.some((one) => !one.pending) ? "granted" : "asked";
  return <Mark kind={kind} text={t(`leave.presence.${kind}`)} />;
}

const Mark = ({ kind, text }: { kind: "this" | "granted" | "asked"; text: string }) => (
  <span className={cx(css.mark, css[kind])}>
    <span className="visually-hidden">{text}</span>
  </span>
);

/** Months over days: the number to read, the weekday under it, the whole date for who listens. */
function Heads({ days }: { days: readonly Day[] }) {
  const locale = useLocale();
  const formats = useFormats();
  const t = useT();
  const months: { key: string; name: string; span: number }[] = [];
  for (const { date } of days) {
    const key = date.slice(0, 7);
    const last = months.at(-1);
    if (last?.key === key) last.span++;
    else months.push({ key, name: monthNameOf(datePartsOf(date).month, locale), span: 1 });
  }
  return (
    <thead>
      <tr>
        <td />
        {months.map((month) => (
          <th key={month.key} scope="colgroup" colSpan={month.span} className={css.month}>
            {month.name}
          </th>
        ))}
      </tr>
      <tr>
        <th scope="col">
          <span className="visually-hidden">{t("leave.presence.person")}</span>
        </th>
        {days.map((day) => (
          <th
            key={day.date}
            scope="col"
            className={cx(css.day, !day.working && css.rest)}
            abbr={formats.date(day.date, "full")}
          >
            <span aria-hidden="true">{datePartsOf(day.date).day}</span>
            <span aria-hidden="true" className={css.weekday}>
              {weekdayNameOf(day.date, locale, "short")}
            </span>
            <span className="visually-hidden">{formats.date(day.date, "full")}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
