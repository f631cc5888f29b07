import type { z } from "zod";
import type { Ctx } from "../context.ts";
import { type Db, maybe, sql, type Tx } from "../db/db.ts";
import { emit } from "../events/emit.ts";

/** A named setting with its shape and its value before anyone changes it. */
export type Setting<T> = { name: string; shape: z.ZodType<T>; initial: T };

export const setting = <T>(name: string, shape: z.ZodType<T>, initial: T): Setting<T> => ({ name, shape, initial });

export async function readSetting<T>(on: Db | Tx, { name, shape, initial }: Setting<T>): Promise<T> {
  const row = await maybe<{ value: unknown }>(on, sql`select value from settings.value where name = ${name}`);
  return row ? shape.parse(row.value) : initial;
}

/** Sets it; the caller has authorized the act. */
export async function writeSetting<T>(ctx: Ctx, which: Setting<T>, value: T): Promise<void> {
  const text = JSON.stringify(which.shape.parse(value));
  await sql`insert into settings.value (name, value, changed_at, changed_by) values (${which.name}, ${text}::jsonb, ${ctx.at}, ${ctx.actor.id})
    on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    ctx.tx,
  );
  await emit(ctx, "settings.changed", null, { name: which.name, value });
}
