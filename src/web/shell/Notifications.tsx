import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { Suspense, useState } from "react";
import { lazyPart } from "../lazy.ts";
import { useT } from "../messages.tsx";
import { IconButton } from "../ui/Button.tsx";
import { noticesQuery } from "./notices.ts";

const Panel = lazyPart(() => import("./NotificationsPanel.tsx"));

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
