import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "#web/http.ts";
import type { FirstDay } from "../schema.ts";

const KEY = ["help", "first-day"] as const;

/** Whether the first day is still open for this person, and the way to put it away. */
export function useFirstDay() {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => get<FirstDay>("/help/first-day"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const putAway = useMutation({
    mutationFn: () => post("/help/first-day/end"),
    onSuccess: () => queries.setQueryData<FirstDay>(KEY, (old) => ({ secondFactor: false, ...old, open: false })),
  });
  return { query, putAway };
}
