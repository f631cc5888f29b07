import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { get, post, put } from "#web/http.ts";
import { usePerson } from "#web/session.tsx";
import type { RequestView } from "../schema.ts";
import { readDraft } from "./draft-copy.ts";
import { type DraftContent, DraftKeeper, type DraftSeen, type DraftServer, type KnownDraft } from "./draft-keeper.ts";

export type { DraftContent };

type Options<V> = {
  /** Names the copy in this browser while the server has none. */
  name: string;
  kind: string;
  /** As the server knows it; null before the first change. */
  known: KnownDraft | null;
  encode: (values: V) => DraftContent;
  /** Makes the draft; the requester's own by default. */
  begin?: DraftServer["begin"];
  onBegun?: (id: string) => void;
};

export type RequestDraft<V> = DraftSeen & {
  /** Keeps what was typed: here at once, on the server after a pause. */
  keep: (values: V) => void;
  /** Saves now; gives what to submit. */
  settle: DraftKeeper<V>["settle"];
  /** After a conflict: what is typed here goes over what the other one saved. */
  overwrite: (values: V) => void;
  /** It was sent. */
  close: () => void;
};

const PAUSE_MS = 800;
const RETRY_MS = 15_000;

/** What this browser still holds of a draft that the server did not get. */
export const draftKept = <V>(name: string, person: string, id: string | null) => readDraft<V>(name, person, id);

/** A draft kept while one types: it survives a closed browser and a dead connection. */
export function useRequestDraft<V>(options: Options<V>): RequestDraft<V> {
  const person = usePerson().id;
  const latest = useRef(options);
  latest.current = options;
  const changed = useRef<() => void>(() => undefined);
  const [keeper] = useState(() => keeperOf(person, options.known, latest, changed));
  const subscribe = useCallback((listener: () => void) => {
    changed.current = listener;
    return () => {
      changed.current = () => undefined;
    };
  }, []);
  const seen = useSyncExternalStore(subscribe, () => keeper.seen);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(
    (values: V): void => {
      keeper.take(values);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keeper.flush().catch(() => undefined), PAUSE_MS);
    },
    [keeper],
  );

  useEffect(() => {
    if (seen.state !== "local") return;
    const again = (): void => void keeper.flush().catch(() => undefined);
    addEventListener("online", again);
    const every = setInterval(again, RETRY_MS);
    return () => {
      removeEventListener("online", again);
      clearInterval(every);
    };
  }, [seen.state, keeper]);

  return {
    ...seen,
    keep,
    settle: (values, again) => keeper.settle(values, again),
    overwrite: (values) => void keeper.overwrite(values).catch(() => undefined),
    close: () => keeper.close(),
  };
}

type Latest<V> = { readonly current: Options<V> };

function keeperOf<V>(person: string, known: KnownDraft | null, latest: Latest<V>, changed: { current: () => void }) {
  const beginOwn: DraftServer["begin"] = (content, key) =>
    post<KnownDraft>("/requests", { kind: latest.current.kind, ...content }, { key });
  return new DraftKeeper<V>({
    person,
    name: latest.current.name,
    known,
    encode: (values) => latest.current.encode(values),
    onBegun: (id) => latest.current.onBegun?.(id),
    onSeen: () => changed.current(),
    server: {
      begin: (content, key) => (latest.current.begin ?? beginOwn)(content, key),
      save: ({ id, version }, content) => put<{ version: number }>(`/requests/${id}`, { version, ...content }),
      read: (id) => get<RequestView>(`/requests/${id}`),
    },
  });
}
