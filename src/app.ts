import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { accessRoutes } from "#platform/access/routes.ts";
import type { MigrationSet } from "#platform/db/migrate.ts";
import type { Feature } from "#platform/feature.ts";
import { housekeepingJobs } from "#platform/housekeeping/housekeeping.ts";
import { type Route, routeTable } from "#platform/http/routes.ts";
import type { Job } from "#platform/jobs/job.ts";
import { jobRoutes } from "#platform/jobs/routes.ts";
import { notificationRoutes } from "#platform/notifications/routes.ts";
import { workRoutes } from "#platform/work/work.ts";

const FEATURES = join(import.meta.dirname, "features");
const PLATFORM = join(import.meta.dirname, "platform");

/** Modules of the platform that keep tables, in the order in which they may refer to each other. */
const PLATFORM_TABLES = [
  "http",
  "access",
  "events",
  "audit",
  "jobs",
  "numbering",
  "notifications",
  "net",
  "settings",
  "storage",
];

/** Finds every feature and puts those that others need first; refuses a missing need and a circle. */
export async function discoverFeatures(root = FEATURES): Promise<Feature[]> {
  const names = readdirSync(root).filter((name) => existsSync(join(root, name, "feature.ts")));
  const found = new Map<string, Feature>();
  for (const name of names.sort()) {
    const manifest = ((await import(join(root, name, "feature.ts"))) as { default: Feature }).default;
    if (manifest.name !== name) throw new Error(`features/${name} calls itself ${manifest.name}`);
    found.set(name, manifest);
  }
  return inOrder(found);
}

export function inOrder(found: ReadonlyMap<string, Feature>): Feature[] {
  const ordered: Feature[] = [];
  const visiting = new Set<string>();
  const visit = (name: string, from: string) => {
    const manifest = found.get(name);
    if (!manifest) throw new Error(`feature ${from} needs ${name}, which is not here`);
    if (ordered.includes(manifest)) return;
    if (visiting.has(name))
      throw new Error(`features need each other in a circle: ${[...visiting, name].join(" -> ")}`);
    visiting.add(name);
    for (const need of manifest.needs) visit(need, name);
    visiting.delete(name);
    ordered.push(manifest);
  };
  for (const name of found.keys()) visit(name, name);
  return ordered;
}

/** Platform tables first, then each feature's after those it needs. */
export function migrationSets(features: readonly Feature[]): MigrationSet[] {
  return [
    ...PLATFORM_TABLES.map((name) => ({ name, folder: join(PLATFORM, name, "migrations") })),
    ...features.map(({ name }) => ({ name, folder: join(FEATURES, name, "migrations") })),
  ];
}

/** What runs later or by the clock: the platform's housekeeping, then each feature's. */
export const jobsOf = (features: readonly Feature[]): Job[] => [
  ...housekeepingJobs,
  ...features.flatMap((feature) => feature.jobs ?? []),
];

export function routesOf(features: readonly Feature[]): Route[] {
  const routes: Route[] = [];
  jobRoutes(routeTable("jobs", routes));
  notificationRoutes(routeTable("notifications", routes));
  workRoutes(routeTable("work", routes));
  accessRoutes(routeTable("access", routes));
  for (const feature of features) feature.routes?.(routeTable(feature.name, routes));
  return routes;
}
