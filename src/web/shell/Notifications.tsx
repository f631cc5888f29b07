import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { get, post } from "../http.ts";
import { useT } from "../messages.tsx";
import { IconButton } from "../ui/Button.tsx";

export type Notice = { id: string; text: string; href: string | null; at: string; read: boolean };
export type Notices = { items: Notice[]; unread: number; next: string | null };

export const noticesQuery = { queryKey: ["notifications"], queryFn: () => get<Notices>("/notifications") };
const Panel = lazy(() => import("./NotificationsPanel.tsx"));

/** The bell: how many notices are unread, and under it the notices. */
export function Notifications() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(noticesQuery);
  const unread = data?.unread ?? 0;
  return (
    <>
      <IconButton
        icon={Bell}
        badge={unread}
        label={t("web.notices.open", { count: unread })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense>
          <Panel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Marks notices as read; `all` of them or those named. */
export function useReading() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | "all") => post("/notifications/reading", { ids }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
}
