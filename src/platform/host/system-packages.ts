import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** `run`: a function of the product is off without it. `test`: only the tests need it. */
export type PackageGroup = "run" | "test";

/** One program of the operating system that a function needs. */
export interface SystemPackage {
  group: PackageGroup;
  /** The function that is off without it; its sentence is the message `host.<function>`. */
  function: string;
  name: string;
}

const LIST = new URL("../../../system-packages.txt", import.meta.url);

// biome-ignore lint/suspicious/noTemplateCurlyInString: these places are filled by dpkg-query(1)
const DPKG_FORMAT = "${Package} ${db:Status-Status}\n";

/** The list as the project keeps it, `system-packages.txt`. */
export function systemPackages(text = readFileSync(LIST, "utf8")): SystemPackage[] {
  const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim());
  return lines.filter((line) => line !== "").map(readLine);
}

function readLine(line: string): SystemPackage {
  const [group, purpose, name, ...rest] = line.split(/\s+/);
  if ((group !== "run" && group !== "test") || !purpose || !name || rest.length > 0)
    throw new Error(`system-packages.txt: not "group function package": ${line}`);
  return { group, function: purpose, name };
}

/** Which of these are not installed, by dpkg's own record; all of them where there is no dpkg. */
export function missingPackages(packages: SystemPackage[]): SystemPackage[] {
  if (packages.length === 0) return [];
  const names = packages.map((each) => each.name);
  const answer = spawnSync("dpkg-query", ["-W", "-f", DPKG_FORMAT, ...names], {
    encoding: "utf8",
  });
  const installed = new Set(
    (answer.stdout ?? "").split("\n").flatMap((line) => (line.endsWith(" installed") ? [line.split(" ")[0]] : [])),
  );
  return packages.filter((each) => !installed.has(each.name));
}

/** What a person types to install these. */
export function installCommand(packages: SystemPackage[]): string {
  const names = [...new Set(packages.map((each) => each.name))];
  return `sudo apt-get install --no-install-recommends ${names.join(" ")}`;
}
