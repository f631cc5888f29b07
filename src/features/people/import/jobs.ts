import { z } from "zod";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Call } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { JobRefused, type JobRun, job } from "#platform/jobs/job.ts";
import { tell } from "#platform/live/live.ts";
import { Problem } from "#platform/problem.ts";
import { readSheets, SheetsRefused } from "#platform/sheets/read-sheets.ts";
import { Id } from "#platform/wire/day.ts";
import { planImport } from "./plan.ts";
import type { ImportState } from "./schema.ts";
import * as store from "./store.ts";
import { Writing } from "./writers.ts";

const Which = z.object({ id: Id });

class Stopped extends Error {
  readonly state: ImportState;
  readonly failure: string | null;
  constructor(state: ImportState, failure: string | null = null) {
    super(state);
    this.state = state;
    this.failure = failure;
  }
}

const callOf = (run: JobRun, name: string): Call => ({
  actor: system(name, run.requestedBy ?? undefined),
  locale: "ar",
  requestId: `job:${run.id}`,
});
const pageOf = (id: string) => `/administration/import/${id}`;

/** The dry run: reads the file, compares it with what is there, writes the report. Changes nothing else. */
export const checkJob = job({
  name: "people.check_import",
  payload: Which,
  maxAttempts: 3,
  run: (run, { id }) =>
    ending(run, id, "people.check_import", async (call, bytes) => {
      const contents = await readSheets(bytes);
      await transact(run.platform, call, async (ctx) => {
        if ((await store.lockImport(ctx, id))?.state !== "checking") return;
        const plan = await planImport(ctx, contents);
        await store.replaceLines(ctx, id, plan.lines);
        await store.markChecked(ctx, id, plan.fingerprint);
      });
    }),
});

/** Does what the dry run foresaw, all of it or nothing, when it still foresees the same. */
export const applyJob = job({
  name: "people.apply_import",
  payload: Which,
  maxAttempts: 3,
  run: (run, { id }) =>
    ending(run, id, "people.apply_import", async (call, bytes) => {
      const contents = await readSheets(bytes);
      await transact(run.platform, call, async (ctx) => {
        const row = await store.lockImport(ctx, id);
        if (row?.state !== "applying") return;
        const plan = await planImport(ctx, contents);
        if (plan.hasErrors || plan.fingerprint !== row.fingerprint) throw new Stopped("stale");
        await store.expectGrowth(ctx);
        const writing = new Writing();
        for (const effect of plan.effects) effect(ctx, writing.put);
        await writing.write(ctx, async (done, total) => {
          await run.progress(done, total);
          if (await run.cancelled()) throw new Stopped("checked");
        });
        const counts = await store.countLines(ctx, id);
        await store.markApplied(ctx, id);
        await emit(ctx, "people.imported", id, { file: row.sha256, sheets: counts });
      });
      await run.progress(1, 1);
    }),
});

/** Whatever happens, the person who waits sees how it ended. */
async function ending(
  run: JobRun,
  id: string,
  name: string,
  work: (call: Call, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const call = callOf(run, name);
  await run.result(pageOf(id));
  try {
    const bytes = await transact(run.platform, call, (ctx) => store.fileOf(ctx, id));
    if (bytes) await work(call, bytes);
  } catch (caught) {
    const { state, failure } = stopOf(caught);
    if (failure === UNEXPECTED) run.platform.log.error({ err: caught, import: id }, "import failed");
    await transact(run.platform, call, (ctx) => store.setState(ctx, id, { state, failure }));
    if (state === "stale" || state === "failed") throw new JobRefused(failure ?? "people.import_stale");
  } finally {
    await tell(run.platform.db, run.requestedBy, `people/imports/${id}`);
  }
}

const UNEXPECTED = "people.import_failed";
function stopOf(caught: unknown): Stopped {
  if (caught instanceof Stopped) return caught;
  if (caught instanceof SheetsRefused) return new Stopped("unreadable", `people.import_${caught.fault}`);
  return new Stopped("failed", caught instanceof Problem ? caught.code : UNEXPECTED);
}
