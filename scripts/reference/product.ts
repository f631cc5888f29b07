import { existsSync, globSync, readFileSync } from "node:fs";
import type { Feature } from "#platform/feature.ts";
import type { Route } from "#platform/http/routes.ts";
import { discoverFeatures, migrationSets, routesOf } from "../../src/app.ts";
import { grouped, page, table } from "./text.ts";

export type Product = { features: Feature[]; routes: Route[] };

export async function product(): Promise<Product> {
  const features = await discoverFeatures();
  return { features, routes: routesOf(features) };
}

/** Each address, who may knock, and what it wants. The full shapes are in /api/openapi.json of a running Diwan. */
export function routes({ routes }: Product): string {
  const rows = routes.map(({ method, path, feature, spec }) => [
    feature,
    method,
    `\`/api${path}\``,
    spec.access ?? "person",
    String(spec.status ?? 200),
    traits(method, spec),
  ]);
  const lead =
    "Served under `/api`. Access `person`: someone signed in; `anyone`: before sign-in. Who may do what with a thing is decided by policies, and `abilities` in each answer say it. Shapes: `/api/openapi.json` of a running Diwan.";
  return grouped("Routes", lead, rows, (group) => table(["Method", "Path", "Access", "Status", "Traits"], group));
}

function traits(method: string, spec: Route["spec"]): string {
  const said = [
    method === "POST" && !spec.keyless ? "idempotency key" : "",
    spec.perMinute ? `${spec.perMinute} a minute` : "",
    spec.upload ? `upload ≤ ${Math.round(spec.upload / 1024)} kB` : "",
    spec.raw ? "not JSON" : "",
  ];
  return said.filter(Boolean).join(", ");
}

/** The arrow among features: each names those below it. */
export function features({ features, routes }: Product): string {
  const rows = features.map((feature) => [
    `\`${feature.name}\``,
    feature.needs.map((need) => `\`${need}\``).join(", ") || "—",
    String(routes.filter((route) => route.feature === feature.name).length),
    (feature.subscribers ?? [])
      .map(({ name, types }) => `\`${name}\` ← ${types.map((type) => `\`${type}\``).join(", ")}`)
      .join("; ") || "—",
    (feature.jobs ?? []).map(({ name, cron }) => `\`${name}\`${cron ? ` (${cron})` : ""}`).join(", ") || "—",
    existsSync(`src/features/${feature.name}/web/feature.tsx`) ? "yes" : "—",
  ]);
  const graph = features.flatMap(({ name, needs }) => needs.map((need) => `  ${name} --> ${need}`));
  const body = `${table(["Feature", "Needs", "Routes", "Listens to", "Jobs", "Screens"], rows)}\n\n\`\`\`mermaid\ngraph TD\n${graph.join("\n")}\n\`\`\``;
  return page(
    "Features",
    "In the order in which they are wired: each stands after those it needs. A leaf is deleted by deleting its folder.",
    body,
  );
}

/** Tables by module, with their columns, as the migrations make them. */
export function tables({ features }: Product): string {
  const rows: string[][] = [];
  for (const { name, folder } of migrationSets(features)) {
    const text = globSync(`${folder}/*.sql`)
      .sort()
      .map((file) => readFileSync(file, "utf8"))
      .join("\n")
      .replace(/--.*$/gm, "");
    const guarded = new Set([...text.matchAll(/access\.protect\(\s*'([^']+)'/g)].map((match) => match[1]));
    const added = [...text.matchAll(/alter table (?:only )?([a-z_.]+)\s+add column (?:if not exists )?([a-z_0-9]+)/gi)];
    for (const match of text.matchAll(/create (?:unlogged )?table (?:if not exists )?([a-z_."]+)\s*\(/gi)) {
      const table = match[1]!;
      const columns = columnsIn(text.slice(match.index + match[0].length));
      const later = added.filter(([, of]) => of === table).map(([, , column]) => column!);
      rows.push([
        name,
        `\`${table}\``,
        [...columns, ...later].map((column) => `\`${column}\``).join(" "),
        guarded.has(table) ? "guarded" : "",
      ]);
    }
  }
  return grouped(
    "Tables",
    "Each module's tables live in the PostgreSQL schema of its name. `guarded`: row level security by `access.protect`.",
    rows,
    (group) => table(["Table", "Columns", "Second wall"], group),
  );
}

const NOT_A_COLUMN = /^(primary|unique|check|foreign|exclude|constraint|like)\b/i;

/** Names of the columns of a definition that begins after its opening parenthesis. */
function columnsIn(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "(") depth++;
    if (char === ")" && depth-- === 0) break;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts
    .map((part) => part.trim())
    .filter((part) => part && !NOT_A_COLUMN.test(part))
    .map((part) => part.split(/\s/)[0]!);
}
