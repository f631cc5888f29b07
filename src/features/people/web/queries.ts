import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import type { PersonRecord, PersonView, UnitBranch, UnitRecord } from "../schema.ts";

export type UnitTree = { items: UnitBranch[]; abilities: { manage: boolean } };
type Found = { items: PersonView[]; next: string | null; total: number };

const PAGE = 50;

/** The people found, page after page; what was found stays in sight until the next answer. */
export const useDirectory = (q: string, unit: string | undefined) =>
  useInfiniteQuery({
    queryKey: ["people", "directory", q, unit],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<Found>("/people", { query: { q, unit, cursor: pageParam, limit: PAGE }, signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });

export const useUnitTree = () =>
  useQuery({
    queryKey: ["people", "tree"],
    queryFn: () => get<UnitTree>("/units/tree"),
    staleTime: 60_000,
  });

export const usePersonRecord = (id: string) =>
  useQuery({ queryKey: ["people", "record", id], queryFn: () => get<PersonRecord>(`/people/${id}/record`) });

export const useUnitRecord = (id: string | null) =>
  useQuery({
    queryKey: ["people", "unit", id],
    queryFn: () => get<UnitRecord>(`/units/${id}/record`),
    enabled: id !== null,
  });
