import { useQuery } from "@tanstack/react-query";
import { useT } from "../messages.tsx";
import { useGo } from "../navigation.tsx";
import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/class-names.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Paged, usePages } from "../ui/Paged.tsx";
import { DateTimeText } from "../ui/values.tsx";
import css from "./NotificationsPanel.module.css";
import { type Notice, noticesQuery, useReading } from "./notices.ts";

/** What happened that concerns me, newest first; opening one marks it read. */
export default function NotificationsPanel({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { data } = useQuery(noticesQuery);
  const query = usePages<Notice>([...noticesQuery.queryKey, "all"], "/notifications");
  const reading = useReading();
  const actions = data && data.unread > 0 && (
    <Button size="small" busy={reading.isPending} onClick={() => reading.mutate("all")}>
      {t("web.notices.read_all")}
    </Button>
  );
  return (
    <Dialog title={t("web.notices")} onClose={onClose} side actions={actions}>
      <Paged query={query} empty={<EmptyState title={t("web.notices.none")} />}>
        {(notices) => (
          <ul className={css.list}>
            {notices.map((notice) => (
              <li key={notice.id}>
                <Line notice={notice} onRead={() => reading.mutate([notice.id])} onClose={onClose} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Dialog>
  );
}

function Line({ notice, onRead, onClose }: { notice: Notice; onRead: () => void; onClose: () => void }) {
  const t = useT();
  const go = useGo();
  return (
    <button
      type="button"
      className={cx(css.notice, !notice.read && css.unread)}
      onClick={() => {
        if (!notice.read) onRead();
        if (!notice.href) return;
        onClose();
        go(notice.href);
      }}
    >
      <span>
        {!notice.read && <span className="visually-hidden">{t("web.notices.unread")} </span>}
        {notice.text}
      </span>
      <span className={css.when}>
        <DateTimeText at={notice.at} />
      </span>
    </button>
  );
}
