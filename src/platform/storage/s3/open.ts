import type { Clock } from "../../clock.ts";
import { type Attempt, createNetClient, type NetClient, type NetPorts } from "../../net/client.ts";
import type { ObjectStore } from "../objects.ts";
import type { Bucket } from "./client.ts";
import { bucketObjects } from "./objects.ts";

const HOUR_MS = 3_600_000;

/**
 * The bucket that the configuration names. Who configures the machine opens this one destination, as he does that of an
 * external database; it goes through an outbound client whose whole list it is. One line an hour in the register says
 * that it is used, and each failure: a line for each file would bury the others.
 */
export function openBucket(bucket: Bucket, record: NetPorts["record"], clock: Clock): ObjectStore {
  const origin = new URL(bucket.endpoint).origin;
  const net: NetClient = createNetClient({
    clock,
    allowList: async () => [{ origin, privateNetwork: true, ca: bucket.ca }],
    record: hourly(record),
  });
  return bucketObjects(net, bucket, clock);
}

function hourly(record: NetPorts["record"]): NetPorts["record"] {
  let told = Number.NEGATIVE_INFINITY;
  let shown = "";
  return async (attempt: Attempt) => {
    if (attempt.at.getTime() - told >= HOUR_MS) {
      told = attempt.at.getTime();
      shown = attempt.id;
    }
    const isOrdinary = attempt.result === "opened" || attempt.result === "answered";
    if (!isOrdinary || attempt.id === shown) await record(attempt);
  };
}
