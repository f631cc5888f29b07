import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { addDays, addMonths } from "#platform/i18n/local-date.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { today } from "#web/formats.ts";
import { get } from "#web/http.ts";
import { useFormats } from "#web/messages.tsx";
import type { DayMark, DayMarks } from "#web/ui/calendar-days.ts";
import type { Period } from "#web/ui/DateField.tsx";
import type { Balance, Presence, Preview } from "./types.ts";

type Asked = { period: Period; replacement: string | null; request: string | null; person: string | null };

export const askPreview = ({ period, replacement, request, person }: Asked): Promise<Preview> =>
  get<Preview>("/leave/preview", { query: { from: period.from, to: period.to, replacement, request, person } });

export const isWhole = ({ from, to }: Period): boolean => from !== null && to !== null && from <= to;

/** Counts the period while one chooses; the last count stays in sight until the next arrives. */
export const usePreview = (asked: Asked) =>
  useQuery({
    queryKey: ["leave", "preview", asked],
    queryFn: () => askPreview(asked),
    enabled: isWhole(asked.period),
    placeholderData: keepPreviousData,
  });

/** The account: one's own, or a person's for the HR office. */
export const useBalance = (person: string | null) =>
  useQuery({
    queryKey: ["leave", "balance", person ?? "me"],
    queryFn: () => get<Balance>("/leave/balance", { query: { person } }),
  });

/** Who of a unit is away on these days; one's own unit when none is named. Null without a unit. */
export const usePresence = (asked: { unit?: string; from: string; to: string; except?: string }) =>
  useQuery({
    queryKey: ["leave", "presence", asked],
    queryFn: () => get<Presence | null>("/leave/presence", { query: asked }),
  });

type Holiday = { date: string; days: number; state: "expected" | "confirmed" | "exceptional"; name: LocalizedName };
const AHEAD_MONTHS = 18;

/** The holidays of the coming months as marks of a calendar; those that wait for the moon say so. */
export function useHolidayMarks(): DayMarks {
  const formats = useFormats();
  const from = addMonths(today(), -1);
  const { data } = useQuery({
    queryKey: ["calendar", "holidays", from],
    queryFn: () =>
      get<{ items: Holiday[] }>("/calendar/holidays", { query: { from, to: addMonths(from, AHEAD_MONTHS) } }),
    staleTime: 5 * 60_000,
  });
  return useMemo(() => {
    const marks = new Map<string, DayMark>();
    for (const { date, days, state, name } of data?.items ?? [])
      for (let i = 0; i < days; i++)
        marks.set(addDays(date, i), { holiday: formats.name(name), expected: state === "expected" });
    return (day) => marks.get(day);
  }, [data, formats]);
}

/** The name of someone chosen earlier, known so far by his id. */
export function usePersonName(id: string | null): string {
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ["people", id],
    queryFn: () => get<{ name: LocalizedName }>(`/people/${id}`),
    enabled: id !== null,
    staleTime: 5 * 60_000,
  });
  return data ? formats.name(data.name) : "";
}
