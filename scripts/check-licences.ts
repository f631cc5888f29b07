/** Licences of everything the lock installs, and the number of direct runtime dependencies. */
import { existsSync, readFileSync } from "node:fs";

/** Licences whose works may be shipped beside a program under EUPL-1.2. */
const ACCEPTED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "CC0-1.0",
  "EUPL-1.2",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** Packages that name no licence in their manifest, each with the file of it that was read and its licence. */
const READ_BY_HAND: Record<string, { licence: string; file: string }> = {
  "humanize-number": { licence: "MIT", file: "Readme.md" },
  "@react-aria/optimize-locales-plugin": { licence: "Apache-2.0", file: "LICENSE" },
};

const MOST_DIRECT_DEPENDENCIES = 60;

interface Locked {
  license?: string;
  dependencies?: Record<string, string>;
}

/** SPDX expressions as npm manifests use them: AND needs both, OR one of them; no WITH. */
function isAccepted(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, "$1");
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isAccepted);
  if (bare.includes(" AND ")) return bare.split(" AND ").every(isAccepted);
  return ACCEPTED.has(bare);
}

/** Older manifests say it as an object or a list. */
function licenceInManifest(folder: string): string | undefined {
  const file = `${folder}/package.json`;
  if (!existsSync(file)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
  return license?.type ?? license ?? licenses?.map((each: { type: string }) => each.type).join(" OR ");
}

const packages: Record<string, Locked> = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const faults: string[] = [];
for (const [folder, { license }] of Object.entries(packages)) {
  if (folder === "") continue;
  const name = folder.replace(/^.*node_modules\//, "");
  const licence = license ?? licenceInManifest(folder) ?? READ_BY_HAND[name]?.licence;
  if (licence === undefined) faults.push(`${name}: names no licence`);
  else if (!isAccepted(licence)) faults.push(`${name}: ${licence}`);
}
const direct = Object.keys(packages[""]?.dependencies ?? {}).length;
if (direct > MOST_DIRECT_DEPENDENCIES)
  faults.push(`${direct} direct dependencies, at most ${MOST_DIRECT_DEPENDENCIES}`);
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(packages).length - 1} packages, ${direct} direct dependencies`);
process.exitCode = faults.length > 0 ? 1 : 0;
