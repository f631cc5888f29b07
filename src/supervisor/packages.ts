import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import {
  installCommand,
  missingPackages,
  type PackageGroup,
  type SystemPackage,
  systemPackages,
} from "#platform/host/system-packages.ts";

/** Root, or a user whom sudo lets through without asking. `undefined`: may not install. */
export function installer(): string[] | undefined {
  if (!existsSync("/usr/bin/apt-get")) return undefined;
  if (process.getuid?.() === 0) return ["apt-get"];
  const sudo = spawnSync("sudo", ["--non-interactive", "true"], { stdio: "ignore" });
  return sudo.status === 0 ? ["sudo", "--non-interactive", "--preserve-env=DEBIAN_FRONTEND", "apt-get"] : undefined;
}

/**
 * Installs what is missing when this user may, and returns what is still missing, with the command that mends it.
 * Never throws: Diwan starts without these programs.
 */
export async function installPackages(
  groups: PackageGroup[],
  announce: (packages: SystemPackage[]) => void,
  list = systemPackages(),
): Promise<{ missing: SystemPackage[]; command: string }> {
  const wanted = list.filter((each) => groups.includes(each.group));
  let missing = missingPackages(wanted);
  const apt = missing.length > 0 ? installer() : undefined;
  if (apt) {
    announce(missing);
    const install = [...apt, "install", "--yes", "--no-install-recommends", ...missing.map((each) => each.name)];
    if (!(await succeeds(install)) && (await succeeds([...apt, "update"]))) await succeeds(install);
    missing = missingPackages(wanted);
  }
  return { missing, command: installCommand(missing) };
}

function succeeds([program, ...args]: string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = spawn(program as string, args, { env, stdio: ["ignore", "ignore", "ignore"] });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}
