import { z } from "zod";
import type { Clock } from "../clock.ts";
import { type Db, many, sql, type Tx } from "../db/db.ts";
import { readSetting, setting } from "../settings/settings.ts";
import { type Attempt, createNetClient, type NetClient } from "./client.ts";

/** Where the institution lets its Diwan go; empty until a named person says otherwise. */
export const allowListSetting = setting(
  "net.allow_list",
  z.array(
    z.object({
      origin: z.string().max(300),
      privateNetwork: z.boolean(),
      ca: z.string().max(20_000).optional(),
      /** Who opened it, when and why. */
      by: z.string().nullish(),
      at: z.string().optional(),
      reason: z.string().max(500).optional(),
    }),
  ),
  [],
);
export type AllowListEntry = z.infer<(typeof allowListSetting)["shape"]>[number];

/** The list as it stands, held until the transaction ends: two changes at once do not undo each other. */
export async function lockAllowList(tx: Tx): Promise<AllowListEntry[]> {
  await sql`select pg_advisory_xact_lock(1684633441, 21)`.execute(tx);
  return readSetting(tx, allowListSetting);
}

/** The outbound client on the institution's own list, each attempt kept in its register. */
export function openNet(db: Db, clock: Clock): NetClient {
  return createNetClient({ clock, allowList: () => readSetting(db, allowListSetting), record: recordIn(db) });
}

/** Keeps attempts in the register. */
export const recordIn =
  (db: Db) =>
  async (a: Attempt): Promise<void> => {
    await sql`insert into net.attempt (id, at, host, port, method, purpose, actor_kind, actor, allowed, result, status, sent, received)
        values (${a.id}, ${a.at}, ${a.host}, ${a.port}, ${a.method}, ${a.purpose}, ${a.actor.kind}, ${a.actor.id}, ${a.allowed}, ${a.result},
          ${a.status}, ${a.sent}, ${a.received})
        on conflict (id) do update set result = excluded.result, status = excluded.status, sent = excluded.sent, received = excluded.received`.execute(
      db,
    );
  };

export type AttemptRow = {
  id: string;
  at: Date;
  host: string;
  port: number;
  method: string;
  purpose: string;
  actor_kind: string;
  actor: string | null;
  allowed: boolean;
  result: string;
  status: number | null;
  sent: number;
  received: number;
};
/** A place in the register: the last line of the page before. */
export type AttemptPlace = { at: Date; id: string };

/** The register, the newest first: all of it, or only what went out, or only what was refused. */
export const attempts = (on: Tx, allowed: boolean | null, before: AttemptPlace | null, limit: number) =>
  many<AttemptRow>(
    on,
    sql`select id, at, host, port, method, purpose, actor_kind, actor, allowed, result, status, sent, received from net.attempt
      where (${allowed}::boolean is null or allowed = ${allowed}::boolean)
        and (${before?.at ?? null}::timestamptz is null or (at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      order by at desc, id desc limit ${limit}`,
  );
