import { ApiProblem, newKey } from "#web/http.ts";
import type { Language, RequestState, RequestView } from "../schema.ts";
import { forgetDraft, keepDraft } from "./draft-copy.ts";

/** What of a form goes to the server: its answers, and the language of the decision. */
export type DraftContent = { form: Record<string, unknown>; language: Language };
export type KnownDraft = { id: string; version: number };

/** What a keeper asks of the server. */
export type DraftServer = {
  begin: (content: DraftContent, key: string) => Promise<KnownDraft>;
  save: (known: KnownDraft, content: DraftContent) => Promise<{ version: number }>;
  read: (id: string) => Promise<RequestView>;
};

/**
 * `clean` untouched · `saving` · `saved` on the server · `local` kept in this browser until the server answers ·
 * `stale` changed elsewhere meanwhile · `refused` the server does not take it.
 */
export type DraftSeen = {
  state: "clean" | "saving" | "saved" | "local" | "stale" | "refused";
  id: string | null;
  savedAt: Date | null;
  problem: unknown;
  /** What somebody else saved meanwhile. */
  theirs: RequestView | null;
};

type Options<V> = {
  person: string;
  /** Names the copy in this browser while the server has none. */
  name: string;
  known: KnownDraft | null;
  encode: (values: V) => DraftContent;
  server: DraftServer;
  onBegun: (id: string) => void;
  onSeen: () => void;
};

const OPEN: readonly RequestState[] = ["draft", "returned"];

/** One text for equal contents: the server keeps the answers of a form in an order of its own. */
const written = ({ form, language }: DraftContent): string =>
  JSON.stringify([language, Object.entries(form).sort(([a], [b]) => a.localeCompare(b))]);

/**
 * Keeps a draft while one types. Writes go one after the other; a lost answer never makes a second draft nor a false
 * conflict; what somebody else saved is never overwritten unseen; once sent, nothing more is written.
 */
export class DraftKeeper<V> {
  seen: DraftSeen;
  readonly #options: Options<V>;
  #server: KnownDraft | null;
  #waiting: { values: V } | null = null;
  #first: { content: DraftContent; key: string } | null = null;
  #last = "";
  #sent = false;
  #chain: Promise<void> = Promise.resolve();

  constructor(options: Options<V>) {
    this.#options = options;
    this.#server = options.known;
    this.seen = { state: "clean", id: options.known?.id ?? null, savedAt: null, problem: null, theirs: null };
  }

  /** Takes what is on screen; the copy in this browser is written at once, the server's by `flush`. */
  take(values: V): void {
    if (this.#sent) return;
    this.#waiting = { values };
    keepDraft(this.#options.name, this.#options.person, this.#id, values);
  }

  /** Writes what waits. @throws what the server answers; the values stay kept. */
  flush(): Promise<void> {
    const next = this.#chain.then(() => this.#push());
    this.#chain = next.catch(() => undefined);
    return next;
  }

  /** Saves now and gives what to submit; `again` writes even what was written, to learn the version. */
  async settle(values: V, again = false): Promise<KnownDraft> {
    if (again) this.#last = "";
    this.#waiting = { values };
    await this.flush();
    return this.#server as KnownDraft;
  }

  /** After a conflict: these values go over what the other one saved. */
  overwrite(values: V): Promise<KnownDraft> {
    const { theirs } = this.seen;
    if (theirs) this.#server = { id: theirs.id, version: theirs.version };
    this.#say({ theirs: null });
    return this.settle(values, true);
  }

  /** It was sent: the copy in this browser goes, and nothing more is written. */
  close(): void {
    this.#sent = true;
    this.#waiting = null;
    forgetDraft(this.#options.name, this.#options.person, this.#id);
  }

  get #id(): string | null {
    return this.#server?.id ?? null;
  }

  #say(changes: Partial<DraftSeen>): void {
    this.seen = { ...this.seen, ...changes, id: this.#id };
    this.#options.onSeen();
  }

  async #push(): Promise<void> {
    const mine = this.#waiting;
    if (!mine) return;
    this.#waiting = null;
    this.#say({ state: "saving", problem: null });
    try {
      await this.#write(mine.values);
    } catch (problem) {
      this.#waiting ??= mine;
      if (!(await this.#settled(mine, problem))) throw problem;
    }
    if (!this.#waiting) forgetDraft(this.#options.name, this.#options.person, this.#id);
    this.#say({ state: "saved", savedAt: new Date() });
  }

  async #write(values: V): Promise<void> {
    const { encode, server } = this.#options;
    const content = encode(values);
    if (!this.#server) await this.#begin(content);
    const text = written(content);
    const known = this.#server;
    if (!known || text === this.#last) return;
    const { version } = await server.save(known, content);
    this.#server = { id: known.id, version };
    this.#last = text;
  }

  /** The first save is repeated as it was, under its key, until it is answered: one draft, not two. */
  async #begin(content: DraftContent): Promise<void> {
    const { name, person, server, onBegun } = this.#options;
    this.#first ??= { content, key: newKey() };
    this.#server = await server.begin(this.#first.content, this.#first.key);
    this.#last = written(this.#first.content);
    forgetDraft(name, person, null);
    onBegun(this.#server.id);
  }

  /** True when the refusal was none: the server already holds what was typed. Else says what stands. */
  async #settled(mine: { values: V }, problem: unknown): Promise<boolean> {
    const { status = 0, code = "" } = problem instanceof ApiProblem ? problem : {};
    if (code !== "http.stale" || !this.#server) {
      this.#say({ state: status === 0 || status >= 500 ? "local" : "refused", problem });
      return false;
    }
    const theirs = await this.#options.server.read(this.#server.id).catch(() => null);
    if (!theirs) this.#say({ state: "local", problem });
    else if (written(theirs) === written(this.#options.encode(mine.values))) {
      this.#server = { id: theirs.id, version: theirs.version };
      this.#last = written(theirs);
      if (this.#waiting === mine) this.#waiting = null;
      return true;
    } else if (OPEN.includes(theirs.state)) this.#say({ state: "stale", theirs });
    else {
      // Sent from elsewhere: writing now would take it back unasked.
      this.close();
      this.#say({ state: "refused", problem: new ApiProblem({ code: "requests.already_submitted", status: 409 }) });
    }
    return false;
  }
}
