import { useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post } from "../http.ts";

export type Notice = { id: string; text: string; href: string | null; at: string; read: boolean };
export type Notices = { items: Notice[]; unread: number; next: string | null };

export const noticesQuery = { queryKey: ["notifications"], queryFn: () => get<Notices>("/notifications") };

/** Marks notices as read; `all` of them or those named. */
export function useReading() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | "all") => post("/notifications/reading", { ids }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
}
