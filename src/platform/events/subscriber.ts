import type { Ctx } from "../context.ts";

/** An event in its place in the log, as a subscriber receives it. */
export interface RecordedEvent {
  /** Place in the log: total order, without gaps, from 0. */
  seq: number;
  id: string;
  /** When the command ran. */
  at: Date;
  actorKind: string;
  /** A person's id, or the name of a job, subscriber or console login. */
  actor: string | null;
  onBehalf: string | null;
  type: string;
  version: number;
  subject: string | null;
  body: Record<string, unknown>;
}

/** Someone who acts on what others told. Its handler runs as the system actor `subscriber:<name>`. */
export interface Subscriber {
  /** Unique, `feature.purpose`; the cursor is kept under it. */
  name: string;
  /** Exact types, whole features (`leave.*`), or everything (`*`). */
  types: readonly string[];
  /**
   * Called for each event in order, in one transaction with the move of the cursor: effects in the database happen
   * exactly once, effects elsewhere at least once. What it throws is tried again later, then parked.
   */
  handle: (ctx: Ctx, event: RecordedEvent) => Promise<void>;
  /** Where a new subscriber begins: with the whole history (an index), or with what happens from now on (a message). */
  since: "beginning" | "now";
}

export function subscriber(
  name: string,
  types: readonly string[],
  handle: Subscriber["handle"],
  options: { since?: Subscriber["since"] } = {},
): Subscriber {
  return { name, types, handle, since: options.since ?? "beginning" };
}

/** `types` apart, as the cursor's query wants them. */
export function typeFilter(types: readonly string[]): { all: boolean; exact: string[]; features: string[] } {
  const features = types.filter((type) => type.endsWith(".*")).map((type) => type.slice(0, -2));
  return { all: types.includes("*"), exact: types.filter((type) => !type.endsWith("*")), features };
}
