import { useEffect, useRef } from "react";
import { useT } from "../messages.tsx";
import { Button } from "./Button.tsx";
import css from "./LoadMore.module.css";

type LoadMoreProps = { hasMore: boolean; busy: boolean; onMore: () => void };

/** The foot of a list read in pages: loads when it comes into view, and by its button. */
export function LoadMore({ hasMore, busy, onMore }: LoadMoreProps) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const foot = ref.current;
    if (!foot || !hasMore || busy) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: "400px" });
    observer.observe(foot);
    return () => observer.disconnect();
  }, [hasMore, busy, onMore]);
  if (!hasMore) return null;
  return (
    <div ref={ref} className={css.foot}>
      <Button busy={busy} onClick={onMore}>
        {t("web.load_more")}
      </Button>
    </div>
  );
}
