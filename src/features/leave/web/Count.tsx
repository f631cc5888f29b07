import { useFormats, useT } from "#web/messages.tsx";
import type { DayMarks } from "#web/ui/calendar-days.ts";
import type { Period } from "#web/ui/DateField.tsx";
import css from "./Count.module.css";
import { isWhole, type usePreview } from "./queries.ts";

type CountProps = { preview: ReturnType<typeof usePreview>; period: Period; marks: DayMarks };

/** The working days counted, the day of return, and which days were not counted and why. */
export function Count({ preview, period, marks }: CountProps) {
  const t = useT();
  const formats = useFormats();
  const { data, isPlaceholderData } = preview;
  if (!isWhole(period) || !data)
    return (
      <div className={css.empty} role="status">
        {t("leave.count_empty")}
      </div>
    );
  const named = data.off.filter((day) => day.name);
  const weekend = data.off.length - named.length;
  const expected = named.filter((day) => marks(day.date)?.expected);
  return (
    <div className={css.count} role="status" aria-busy={isPlaceholderData || undefined}>
      <p className={css.figure}>
        <strong>{t("leave.days", { days: data.days })}</strong>
        {data.days > 0 && <span>{t("leave.return_on", { day: data.returnOn })}</span>}
      </p>
      {data.after >= 0 && <p className={css.after}>{t("leave.after", { days: data.after })}</p>}
      {data.off.length > 0 && (
        <p className={css.off}>
          {t("leave.not_counted", { weekend, holidays: named.length })}
          {named.length > 0 && (
            <>
              {" "}
              <bdi>
                {formats.list(
                  named.map((day) => t("leave.holiday_on", { name: formats.name(day.name!), day: day.date })),
                )}
              </bdi>
            </>
          )}
        </p>
      )}
      {expected.length > 0 && <p className={css.off}>{t("leave.expected_note")}</p>}
    </div>
  );
}
