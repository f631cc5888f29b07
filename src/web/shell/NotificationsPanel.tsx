import { useQuery } from "@tanstack/react-query";
import { useT } from "../messages.tsx";
import { useGo } from "../navigation.tsx";
import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/class-names.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Skeleton.tsx";
import { DateTimeText } from "../ui/values.tsx";
import css from "./NotificationsPanel.module.css";
import { type Notice, noticesQuery, useReading } from "./notices.ts";

/** What happened that concerns me, newest first; opening one marks it read. */
export default function NotificationsPanel({ onClose }: { onClose: () => void }) {
  const t = useT();
  const query = useQuery(noticesQuery);
  const reading = useReading();
  const actions = query.data && query.data.unread > 0 && (
    <Button size="small" busy={reading.isPending} onClick={() => reading.mutate("all")}>
      {t("web.notices.read_all")}
    </Button>
  );
  return (
    <Dialog title={t("web.notices")} onClose={onClose} side actions={actions}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t("web.notices.none")} />
          ) : (
            <ul className={css.list}>
              {items.map((notice) => (
                <li key={notice.id}>
                  <Line notice={notice} onRead={() => reading.mutate([notice.id])} onClose={onClose} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
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
