import { z } from "zod";
import { command } from "#platform/command.ts";
import { personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import * as store from "./store.ts";

/** Puts the first day away for the person who acts; a second time does nothing. */
export const endFirstDay = command("help.end_first_day", z.object({}), async (ctx) => {
  const person = personOf(ctx);
  if (await store.insertEnd(ctx, person)) await emit(ctx, "help.first_day_ended", person, {});
});
