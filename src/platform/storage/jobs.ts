import { z } from "zod";
import { type Job, job } from "../jobs/job.ts";
import { checkSome } from "./check.ts";
import { encryptPlain } from "./encrypt-plain.ts";

/** Each night a thirtieth of the blobs is read to the last byte: within a month, all. What is wrong raises an alarm. */
const checkBlobs: Job = job({
  name: "storage.check",
  payload: z.unknown(),
  cron: "40 3 * * *",
  async run({ platform, progress }) {
    const { findings } = await checkSome(platform.storage, progress);
    if (findings.length > 0) platform.log.error({ findings }, "blobs that cannot be read");
  },
});

/** Each hour, until nothing is left of it: blobs that earlier versions wrote plain are sealed. */
const sealPlainBlobs: Job = job({
  name: "storage.encrypt_plain",
  payload: z.unknown(),
  cron: "5 * * * *",
  async run({ platform, progress }) {
    const { sealed, damaged } = await encryptPlain(platform.storage, progress);
    if (sealed + damaged > 0) platform.log.info({ sealed, damaged }, "plain blobs sealed");
  },
});

export const storageJobs: readonly Job[] = [checkBlobs, sealPlainBlobs];
