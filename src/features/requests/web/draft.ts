import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, get, newKey, post, put } from "#web/http.ts";
import { usePerson } from "#web/session.tsx";
import type { Language, RequestView } from "../schema.ts";
import { forgetDraft, keepDraft, readDraft } from "./draft-copy.ts";

/** What of a form goes to the server: its answers, and the language of the decision. */
export type DraftContent = { form: Record<string, unknown>; language: Language };
type Known = { id: string; version: number };

/**
 * `clean` untouched · `saving` · `saved` on the server · `local` kept in this browser until the server answers ·
 * `stale` changed elsewhere meanwhile · `refused` the server does not take it.
 */
export type DraftState = "clean" | "saving" | "saved" | "local" | "stale" | "refused";

type Options<V> = {
  /** Names the copy in this browser while the server has none. */
  name: string;
  kind: string;
  /** As the server knows it; null before the first change. */
  known: Known | null;
  encode: (values: V) => DraftContent;
  /** Makes the draft; the requester's own by default. */
  begin?: (content: DraftContent, key: string) => Promise<Known>;
  onBegun?: (id: string) => void;
};

export type RequestDraft<V> = {
  id: string | null;
  state: DraftState;
  savedAt: Date | null;
  problem: unknown;
  /** What somebody else saved meanwhile. */
  theirs: RequestView | null;
  /** Keeps what was typed: here at once, on the server after a pause. */
  keep: (values: V) => void;
  /** Saves now and gives what to submit; `again` writes even what was written, to learn the version. */
  settle: (values: V, again?: boolean) => Promise<Known>;
  /** After a conflict: what is typed here goes over what the other one saved. */
  overwrite: (values: V) => void;
  /** It was sent: the copy in this browser goes. */
  forget: () => void;
};

const PAUSE_MS = 800;
const RETRY_MS = 15_000;
type Seen = { state: DraftState; savedAt: Date | null; problem: unknown; theirs: RequestView | null };

const beginOwn = (kind: string) => (content: DraftContent, key: string) =>
  post<Known>("/requests", { kind, ...content }, { key });

/** One text for equal contents: the server keeps the answers of a form in an order of its own. */
const written = ({ form, language }: DraftContent): string =>
  JSON.stringify([language, Object.entries(form).sort(([a], [b]) => a.localeCompare(b))]);

/** What this browser still holds of a draft that the server did not get. */
export const draftKept = <V>(name: string, person: string, id: string | null) => readDraft<V>(name, person, id);

/** Keeps a draft while one types: it survives a closed browser and a dead connection, and never overwrites unseen. */
export function useRequestDraft<V>(options: Options<V>): RequestDraft<V> {
  const person = usePerson().id;
  const [seen, setSeen] = useState<Seen>({ state: "clean", savedAt: null, problem: null, theirs: null });
  const latest = useRef(options);
  latest.current = options;
  const server = useRef(options.known);
  const waiting = useRef<{ values: V } | null>(null);
  const first = useRef<{ content: DraftContent; key: string } | null>(null);
  const last = useRef("");
  const chain = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const say = useCallback((changes: Partial<Seen>) => setSeen((old) => ({ ...old, ...changes })), []);
  const copyId = useCallback(() => server.current?.id ?? null, []);

  const begin = useCallback(
    async (content: DraftContent): Promise<void> => {
      const { name, kind, begin: other, onBegun } = latest.current;
      first.current ??= { content, key: newKey() };
      server.current = await (other ?? beginOwn(kind))(first.current.content, first.current.key);
      last.current = written(first.current.content);
      forgetDraft(name, person, null);
      onBegun?.(server.current.id);
    },
    [person],
  );

  const write = useCallback(
    async (values: V): Promise<void> => {
      const content = latest.current.encode(values);
      if (!server.current) await begin(content);
      const text = written(content);
      const known = server.current;
      if (!known || text === last.current) return;
      const { version } = await put<{ version: number }>(`/requests/${known.id}`, {
        version: known.version,
        ...content,
      });
      server.current = { id: known.id, version };
      last.current = text;
    },
    [begin],
  );

  /** A stale answer to our own lost save is no conflict: the server then holds what we sent. */
  const look = useCallback(
    async (values: V): Promise<boolean> => {
      const theirs = await get<RequestView>(`/requests/${server.current?.id}`);
      const ours = written(latest.current.encode(values));
      if (written({ form: theirs.form, language: theirs.language }) === ours) {
        server.current = { id: theirs.id, version: theirs.version };
        last.current = ours;
        return true;
      }
      say({ state: "stale", theirs });
      return false;
    },
    [say],
  );

  const push = useCallback(async (): Promise<void> => {
    const mine = waiting.current;
    if (!mine) return;
    waiting.current = null;
    say({ state: "saving", problem: null });
    try {
      await write(mine.values);
    } catch (problem) {
      waiting.current ??= mine;
      const { status = 0, code = "" } = problem instanceof ApiProblem ? problem : {};
      if (code === "http.stale" && (await look(mine.values).catch(() => false))) {
        if (waiting.current === mine) waiting.current = null;
      } else {
        if (code !== "http.stale") say({ state: status === 0 || status >= 500 ? "local" : "refused", problem });
        throw problem;
      }
    }
    if (!waiting.current) forgetDraft(latest.current.name, person, copyId());
    say({ state: "saved", savedAt: new Date() });
  }, [say, write, look, person, copyId]);

  const queue = useCallback((): Promise<void> => {
    const next = chain.current.then(push);
    chain.current = next.catch(() => undefined);
    return next;
  }, [push]);

  const keep = useCallback(
    (values: V): void => {
      waiting.current = { values };
      keepDraft(latest.current.name, person, copyId(), values);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void queue().catch(() => undefined), PAUSE_MS);
    },
    [queue, person, copyId],
  );

  const settle = useCallback(
    async (values: V, again = false): Promise<Known> => {
      clearTimeout(timer.current);
      if (again) last.current = "";
      waiting.current = { values };
      await queue();
      return server.current as Known;
    },
    [queue],
  );

  const overwrite = useCallback(
    (values: V): void => {
      if (seen.theirs) server.current = { id: seen.theirs.id, version: seen.theirs.version };
      last.current = "";
      say({ theirs: null });
      void settle(values).catch(() => undefined);
    },
    [seen.theirs, say, settle],
  );

  useEffect(() => {
    if (seen.state !== "local") return;
    const again = (): void => void queue().catch(() => undefined);
    addEventListener("online", again);
    const every = setInterval(again, RETRY_MS);
    return () => {
      removeEventListener("online", again);
      clearInterval(every);
    };
  }, [seen.state, queue]);

  const forget = useCallback(() => forgetDraft(latest.current.name, person, copyId()), [person, copyId]);
  return { id: copyId(), ...seen, keep, settle, overwrite, forget };
}
