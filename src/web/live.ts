import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { takeCarriedAt } from "./carried.ts";

/** What the server sends when it may have missed some changes itself. */
const EVERYTHING = "*";

/** Waits before reconnecting, ms: doubled up to half a minute, so that a restarted server is not stormed. */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 30_000;

/**
 * Each event is a topic: the beginning of a query key, its parts parted by `/` (`work`, `requests/<id>`).
 * Listens to `/api/events` while someone is signed in, and refreshes what the changes name.
 * After a gap everything on screen is refreshed: what happened meanwhile is unknown.
 */
export function useLiveUpdates(active: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!active || typeof EventSource === "undefined") return;
    return listen("/api/events", {
      onChange: (topic) => void queries.invalidateQueries(topic === EVERYTHING ? {} : { queryKey: topic.split("/") }),
      onGap: () => void queries.invalidateQueries(),
    });
  }, [active, queries]);
}

function listen(url: string, on: { onChange(topic: string): void; onGap(): void }): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;
  let broken = false;
  const open = (): void => {
    const since = takeCarriedAt();
    source = new EventSource(since ? `${url}?since=${since}` : url);
    source.onopen = () => {
      if (broken) on.onGap();
      broken = false;
      wait = FIRST_WAIT_MS;
    };
    source.onmessage = ({ data }: MessageEvent<string>) => on.onChange(data);
    source.onerror = () => {
      broken = true;
      source?.close();
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LAST_WAIT_MS);
    };
  };
  open();
  return () => {
    source?.close();
    clearTimeout(timer);
  };
}
