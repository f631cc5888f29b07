import { ChevronLeft, ChevronRight } from "lucide-react";
import { useT } from "#web/messages.tsx";
import { IconButton } from "#web/ui/Button.tsx";
import css from "./CalendarPage.module.css";

type YearSwitchProps = { year: number; isHijri?: boolean; onChange: (year: number) => void };

/** The year shown, with the way to the one before and the one after. */
export function YearSwitch({ year, isHijri, onChange }: YearSwitchProps) {
  const t = useT();
  return (
    <div className={css.year}>
      <IconButton
        icon={ChevronLeft}
        directional
        label={t("calendar.previous_year")}
        onClick={() => onChange(year - 1)}
      />
      <h2 aria-live="polite">{isHijri ? t("calendar.hijri_year", { year: String(year) }) : String(year)}</h2>
      <IconButton icon={ChevronRight} directional label={t("calendar.next_year")} onClick={() => onChange(year + 1)} />
    </div>
  );
}
