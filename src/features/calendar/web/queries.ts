import { useQuery } from "@tanstack/react-query";
import { get, post } from "#web/http.ts";
import type { Foreseen, HijriYear, HolidayList } from "../schema.ts";

export const useHolidays = (year: number) =>
  useQuery({
    queryKey: ["calendar", "year", year],
    queryFn: () => get<HolidayList>("/calendar/holidays", { query: { from: `${year}-01-01`, to: `${year}-12-31` } }),
    placeholderData: (before) => before,
  });

export const useHijriYear = (year: number | undefined) =>
  useQuery({
    queryKey: ["calendar", "hijri", year ?? "now"],
    queryFn: () => get<HijriYear>("/calendar/hijri", { query: { year } }),
    placeholderData: (before) => before,
  });

/** What an entry would change; asked again as the form changes. Null: not all is filled in yet. */
export const useForeseen = (path: "/calendar/overrides/preview" | "/calendar/hijri/preview", entry: object | null) =>
  useQuery({
    queryKey: ["calendar", "foreseen", path, entry],
    queryFn: () => post<Foreseen>(path, entry),
    enabled: entry !== null,
    retry: false,
  });
