import { z } from "zod";
import type { Clock } from "../clock.ts";
import { type Db, many, sql, type Tx } from "../db/db.ts";
import { readSetting, setting } from "../settings/settings.ts";
import { type Attempt, createNetClient, type NetClient } from "./client.ts";

/** Where the institution lets its Diwan go; empty until a named person says otherwise. */
export const allowListSetting = setting(
  "net.allow_list",
  z.array(
    z.object({ origin: z.string().max(300), privateNetwork: z.boolean(), ca: z.string().max(20_000).optional() }),
  ),
  [],
);

/** The outbound client on the institution's own list, each attempt kept in its register. */
export function openNet(db: Db, clock: Clock): NetClient {
  return createNetClient({
    clock,
    allowList: () => readSetting(db, allowListSetting),
    record: async (a: Attempt) => {
      await sql`insert into net.attempt (id, at, host, port, method, purpose, actor_kind, actor, allowed, result, status, sent, received)
        values (${a.id}, ${a.at}, ${a.host}, ${a.port}, ${a.method}, ${a.purpose}, ${a.actor.kind}, ${a.actor.id}, ${a.allowed}, ${a.result},
          ${a.status}, ${a.sent}, ${a.received})
        on conflict (id) do update set result = excluded.result, status = excluded.status, sent = excluded.sent, received = excluded.received`.execute(
        db,
      );
    },
  });
}

export type AttemptRow = {
  id: string;
  at: Date;
  host: string;
  port: number;
  method: string;
  purpose: string;
  actor: string | null;
  allowed: boolean;
  result: string;
  status: number | null;
};

export const attempts = (on: Tx, before: Date | null, limit: number) =>
  many<AttemptRow>(
    on,
    sql`select id, at, host, port, method, purpose, actor, allowed, result, status from net.attempt
      where (${before}::timestamptz is null or at < ${before}) order by at desc limit ${limit}`,
  );
