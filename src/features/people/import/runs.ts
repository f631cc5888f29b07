import { createHash } from "node:crypto";
import { z } from "zod";
import { command } from "#platform/command.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { enqueue } from "#platform/jobs/job.ts";
import { notFound, problem } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { requireFreshProof, requireManager } from "../policy.ts";
import { applyJob, checkJob } from "./jobs.ts";
import * as store from "./store.ts";

/** Bytes of a file; 20,000 lines of people are about 3 MB as a workbook. */
export const FILE_LIMIT = 20 * 1024 * 1024;
const KEPT_MS = 30 * 86_400_000;

/** Keeps a file and orders its dry run. Older files and reports go. */
export async function receiveFile(ctx: Ctx, file: { name: string; bytes: Buffer }): Promise<{ id: string }> {
  await requireManager(ctx);
  await store.forgetBefore(ctx, new Date(ctx.at.getTime() - KEPT_MS));
  const id = newId(ctx.at);
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  const fileName = file.name.normalize("NFC").slice(0, 200);
  await store.insertImport(ctx, { id, fileName, sha256, bytes: file.bytes, by: personOf(ctx) });
  const title = { key: "people.import_job_check", args: { name: fileName } };
  const job = await enqueue(ctx, checkJob, { id }, { title });
  await store.setState(ctx, id, { state: "checking", job });
  return { id };
}

/** Applies exactly the file that was checked, when nothing is wrong in it. */
export const applyImport = command(
  "people.apply_import",
  z.object({ id: Id, digest: z.string().length(64) }),
  async (ctx, { id, digest }) => {
    await requireManager(ctx);
    await requireFreshProof(ctx);
    const row = await store.lockImport(ctx, id);
    if (!row) throw notFound();
    if (row.state !== "checked" || row.sha256 !== digest) throw problem("people.import_not_checked", 409);
    const counts = await store.countLines(ctx, id);
    if (counts.some((sheet) => sheet.error > 0)) throw problem("people.import_has_errors", 409);
    const title = { key: "people.import_job_apply", args: { name: row.file_name } };
    const job = await enqueue(ctx, applyJob, { id }, { title });
    await store.setState(ctx, id, { state: "applying", job });
    await emit(ctx, "people.import_ordered", id, { file: row.sha256 });
  },
);

/** Looks at the same file again, after the structure changed. */
export const checkAgain = command("people.check_import", z.object({ id: Id }), async (ctx, { id }) => {
  await requireManager(ctx);
  const row = await store.lockImport(ctx, id);
  if (!row) throw notFound();
  if (row.state === "applied" || row.state === "applying" || row.state === "checking")
    throw problem("people.import_not_checked", 409);
  const title = { key: "people.import_job_check", args: { name: row.file_name } };
  const job = await enqueue(ctx, checkJob, { id }, { title });
  await store.setState(ctx, id, { state: "checking", job });
});
