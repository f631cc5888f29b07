import type { Subscriber } from "./events/subscriber.ts";
import type { RouteTable } from "./http/routes.ts";
import type { Job } from "./jobs/job.ts";
import type { Platform } from "./platform.ts";
import type { Fill } from "./slots.ts";

/** What the composition root reads of a feature, and nothing else. */
export type Feature = {
  name: string;
  /** The features below this one; the arrow of knowledge among features. */
  needs: readonly string[];
  routes?: (routes: RouteTable) => void;
  subscribers?: readonly Subscriber[];
  jobs?: readonly Job[];
  fills?: readonly Fill[];
  /** Runs once per process when all is open (seeding reference data); must be safe to run twice. */
  start?: (platform: Platform) => Promise<void>;
};

export const feature = (manifest: Feature): Feature => manifest;
