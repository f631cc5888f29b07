import { useState } from "react";
import type { DayMark } from "../ui/calendar-days.ts";
import { DateField, DateRangeField, type Period } from "../ui/DateField.tsx";
import { Card, Section } from "../ui/Page.tsx";
import type { Samples } from "./samples.ts";

/** Days with and without marks: a holiday, one that waits for the moon, a colleague's absence, a day that is taken. */
export function CalendarPart({ samples }: { samples: Samples }) {
  const [day, setDay] = useState<string | null>("2026-11-24");
  const [period, setPeriod] = useState<Period>({ from: "2026-11-10", to: "2026-11-20" });
  const marks: Record<string, DayMark> = {
    "2026-11-06": { holiday: samples.kinds[1] ?? "" },
    "2026-11-18": { holiday: samples.kinds[0] ?? "" },
    "2026-11-19": { holiday: samples.kinds[2] ?? "", expected: true },
    "2026-11-12": { absence: samples.leave },
    "2026-11-26": { unavailable: samples.states[2] ?? "" },
  };
  return (
    <Section title="calendar">
      <Card>
        <DateField label={samples.tabs[0]} hint={samples.hint} value={day} onChange={setDay} />
        <DateRangeField label={samples.leave} value={period} onChange={setPeriod} days={(one) => marks[one]} />
      </Card>
    </Section>
  );
}
