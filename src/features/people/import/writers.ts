import type { z } from "zod";
import type { Ctx } from "#platform/context.ts";
import { appointAssistant } from "../commands.ts";
import { enterHoldings, enterPeople, enterPosts, enterUnits } from "../entering.ts";
import type { NewHolding, NewPerson, NewPost, NewUnit } from "../schema.ts";

/** Writes many things of one sort at once; of several writers those with the lower order come first. */
export type Writer<T> = { order: number; write: (ctx: Ctx, things: readonly T[]) => Promise<void> };
/** Says what a line writes, and with what; it is written later, with the others of its sort. */
export type Put = <T>(writer: Writer<T>, thing: T) => void;

type Entered<S extends z.ZodType> = z.output<S> & { id: string };

/** What changes a thing that is there, one after the other. */
export const changes: Writer<(ctx: Ctx) => Promise<unknown>> = {
  order: 0,
  write: async (ctx, acts) => {
    for (const act of acts) await act(ctx);
  },
};
export const newUnits: Writer<Entered<typeof NewUnit>> = { order: 10, write: enterUnits };
export const newPosts: Writer<Entered<typeof NewPost>> = { order: 20, write: enterPosts };
export const newPeople: Writer<Entered<typeof NewPerson>> = { order: 30, write: enterPeople };
export const newHoldings: Writer<Entered<typeof NewHolding>> = { order: 40, write: enterHoldings };
export const newAssistants: Writer<z.output<typeof appointAssistant.input>> = {
  order: 50,
  write: async (ctx, assistants) => {
    for (const assistant of assistants) await appointAssistant.run(ctx, assistant);
  },
};

/** Few enough for a look at whether the person cancelled now and then, many enough to be quick. */
const AT_ONCE = 500;

/** Collects what the lines write, then writes it. */
export class Writing {
  readonly #things = new Map<Writer<unknown>, unknown[]>();

  readonly put: Put = (writer, thing) => {
    const known = this.#things.get(writer as Writer<unknown>);
    if (known) known.push(thing);
    else this.#things.set(writer as Writer<unknown>, [thing]);
  };

  /** `before` is called before each part with how much is written, of how much. */
  async write(ctx: Ctx, before: (done: number, total: number) => Promise<void>): Promise<void> {
    const sorts = [...this.#things].sort(([a], [b]) => a.order - b.order);
    const total = sorts.reduce((sum, [, things]) => sum + things.length, 0);
    let done = 0;
    for (const [writer, things] of sorts)
      for (let from = 0; from < things.length; from += AT_ONCE) {
        await before(done, total);
        const part = things.slice(from, from + AT_ONCE);
        await writer.write(ctx, part);
        done += part.length;
      }
  }
}
