import { system } from "../actor.ts";
import { transact } from "../command.ts";
import type { Call } from "../context.ts";
import { isDatabaseAway } from "../db/away.ts";
import type { Platform } from "../platform.ts";
import { delayCursor, eventAt, lockCursor, moveCursor, nextEvent, park, takeWanted } from "./cursors.ts";
import type { EventRow } from "./store.ts";
import type { RecordedEvent, Subscriber } from "./subscriber.ts";

/** handled: one event done, ask again; idle: nothing for it; busy: another process has it; waiting: backs off after a failure. */
export type Delivery = "handled" | "parked" | "idle" | "busy" | "waiting";

/** Failures before an event is parked; the waits between are 1, 3, 9, 27 and 81 seconds. */
export const MAX_TRIES = 6;
/** A cursor that only passes over others' events is moved this seldom: it saves a write for each event and subscriber. */
const IDLE_MOVE = 100;
const ERROR_LENGTH = 2_000;

export const retryDelay_ms = (tries: number): number => 1_000 * 3 ** (tries - 1);

/** A wait longer than the longest was set before the clock was put back: it is over. */
function backsOff(until: Date, at: Date): boolean {
  const wait_ms = until.getTime() - at.getTime();
  return wait_ms > 0 && wait_ms <= retryDelay_ms(MAX_TRIES - 1);
}

/** Gives a subscriber its next event, in one transaction with its cursor. A failure is written down, never thrown. */
export async function deliverNext(platform: Platform, to: Subscriber): Promise<Delivery> {
  let failed: number | null = null;
  try {
    return await transact(platform, callOf(to), async (ctx) => {
      failed = null;
      const cursor = await lockCursor(ctx.tx, to.name);
      if (!cursor) return "busy";
      if (cursor.retry_at && backsOff(cursor.retry_at, ctx.at)) return "waiting";
      const { event, head } = await nextEvent(ctx.tx, to.types, cursor.next_seq);
      if (!event) {
        if (head - cursor.next_seq >= IDLE_MOVE) await moveCursor(ctx.tx, to.name, head);
        return "idle";
      }
      failed = event.seq;
      if (event.body !== null) await to.handle(ctx, recorded(event, event.body));
      await moveCursor(ctx.tx, to.name, event.seq + 1);
      return "handled";
    });
  } catch (error) {
    // A database that is away is no failure of the subscriber: its event stays due.
    if (failed === null || isDatabaseAway(error)) throw error;
    platform.log.error({ err: error, subscriber: to.name, seq: failed }, "subscriber failed");
    return recordFailure(platform, to, failed, errorText(error));
  }
}

async function recordFailure(platform: Platform, to: Subscriber, seq: number, error: string): Promise<Delivery> {
  return transact(platform, callOf(to), async (ctx) => {
    const cursor = await lockCursor(ctx.tx, to.name);
    if (!cursor) return "busy";
    if (cursor.next_seq > seq) return "handled";
    const tries = cursor.tries + 1;
    if (tries < MAX_TRIES) {
      await delayCursor(ctx.tx, to.name, tries, new Date(ctx.at.getTime() + retryDelay_ms(tries)), error);
      return "waiting";
    }
    await park(ctx.tx, to.name, seq, tries, error, ctx.at);
    await moveCursor(ctx.tx, to.name, seq + 1);
    return "parked";
  });
}

/** Tries again, out of their order, the parked events of which somebody wants it; answers how many were handled. */
export async function retryWanted(platform: Platform, to: Subscriber): Promise<number> {
  for (let handled = 0; ; ) {
    let taken: number | null = null;
    try {
      const done = await transact(platform, callOf(to), async (ctx) => {
        taken = await takeWanted(ctx.tx, to.name);
        if (taken === null) return false;
        const event = await eventAt(ctx.tx, taken);
        if (event && event.body !== null) await to.handle(ctx, recorded(event, event.body));
        return true;
      });
      if (!done) return handled;
      handled++;
    } catch (error) {
      if (taken === null) throw error;
      await parkAgain(platform, to, taken, error);
    }
  }
}

async function parkAgain(platform: Platform, to: Subscriber, seq: number, error: unknown): Promise<void> {
  platform.log.error({ err: error, subscriber: to.name, seq }, "subscriber failed again");
  await transact(platform, callOf(to), (ctx) => park(ctx.tx, to.name, seq, MAX_TRIES + 1, errorText(error), ctx.at));
}

const callOf = (to: Subscriber): Call => ({
  actor: system(`subscriber:${to.name}`),
  locale: "ar",
  requestId: `subscriber:${to.name}`,
});

const errorText = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, ERROR_LENGTH);

function recorded(row: EventRow, body: Record<string, unknown>): RecordedEvent {
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind,
    actor: row.actor,
    onBehalf: row.on_behalf,
    type: row.type,
    version: row.version,
    subject: row.subject,
    body,
  };
}
