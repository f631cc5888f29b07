import { z } from "zod";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { job } from "#platform/jobs/job.ts";
import { problem } from "#platform/problem.ts";
import { insertProof, proofOf, pruneProofs } from "./store.ts";

/** Bytes decide what a file is, not its name. */
const SIGNATURES: readonly [string, Buffer][] = [
  ["application/pdf", Buffer.from("%PDF-")],
  ["image/png", Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ["image/jpeg", Buffer.from([0xff, 0xd8, 0xff])],
];
export const PROOF_LIMIT = 20 * 1024 * 1024;

/** Keeps the scan of a signed paper. @throws Problem `requests.proof_type` 415 unless PDF, PNG or JPEG */
export async function keepProof(ctx: Ctx, bytes: Buffer): Promise<{ digest: string; type: string }> {
  const type = SIGNATURES.find(([, magic]) => bytes.subarray(0, magic.length).equals(magic))?.[0];
  if (!type) throw problem("requests.proof_type", 415);
  const { digest, sha256, size } = await ctx.platform.blobs.put(bytes, { label: "level-1" });
  await insertProof(ctx, { digest, type, size, sha256, by: personOf(ctx) });
  return { digest, type };
}

/** A proof is what this person put in himself. */
export async function requireProof(ctx: Ctx, digest: string): Promise<void> {
  const proof = await proofOf(ctx, digest);
  if (proof?.uploaded_by !== personOf(ctx)) throw problem("requests.proof_missing", 422);
}

/** Each night: scans that were put in and never used; the sweep then removes their bytes. */
export const pruneProofsJob = job({
  name: "requests.prune_proofs",
  payload: z.unknown(),
  cron: "25 2 * * *",
  run: ({ platform, id, progress }) =>
    transact(platform, { actor: system("requests.prune_proofs"), locale: "ar", requestId: id }, async (ctx) =>
      progress(await pruneProofs(ctx)),
    ),
});
