import type pg from "pg";
import { operator } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { drain } from "#platform/events/drain.ts";
import { emit } from "#platform/events/emit.ts";
import type { Feature } from "#platform/feature.ts";
import type { Platform } from "#platform/platform.ts";
import type { NewPerson } from "./new-person.ts";

/** What an act stands on: the running process's, or opened for this command alone. */
export type Ground = { platform: Platform; owner: pg.Pool; features: readonly Feature[]; running: boolean };
export type Asked = {
  operator: string;
  /** A file of the operator, or an address to read. */
  path?: string | undefined;
  login?: string | undefined;
  person?: NewPerson | undefined;
  /** Also the sheet to print. */
  sheet?: boolean | undefined;
};
export type Act = (ground: Ground, asked: Asked) => Promise<Record<string, unknown>>;

/** One transaction of the operator. */
export const as = <T>({ platform }: Ground, asked: Asked, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  transact(platform, { actor: operator(asked.operator), locale: "ar", requestId: "console" }, run);

/** Puts what was committed into the log, so that what leaves the house is whole. */
export async function settle(ground: Ground, asked: Asked, type: string): Promise<void> {
  await as(ground, asked, (ctx) => emit(ctx, type, null, { path: asked.path ?? "" }));
  // A running worker delivers by itself; here only the order and the chain of the log matter.
  await drain(ground.platform, []);
}
