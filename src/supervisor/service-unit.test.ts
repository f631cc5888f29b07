import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { serviceUnit } from "./service-unit.ts";

const wishes = { root: "/opt/diwan", dataDir: "/var/lib/diwan", args: ["--host", "diwan.example.ma"] };
const canVerify = spawnSync("systemd-analyze", ["--version"]).status === 0;

/** What systemd says about a unit; nothing when it accepts it. The programs it names must exist. */
function verdict(unit: (root: string) => string): string {
  const root = mkdtempSync("/tmp/diwan unit-");
  mkdirSync(`${root}/bin`);
  for (const name of ["start", "install-service"]) writeFileSync(`${root}/bin/${name}`, "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(`${root}/diwan.service`, unit(root));
  const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", `${root}/diwan.service`], {
    encoding: "utf8",
  });
  rmSync(root, { recursive: true });
  const ours = `${stdout}${stderr}`.split("\n").filter((line) => line.includes("diwan"));
  return status === 0 && ours.length === 0 ? "" : `${status}\n${ours.join("\n")}`;
}

describe("the systemd unit", () => {
  it("starts at boot and after a crash, stops in order, and names no user: the supervisor gives each program its own", () => {
    const unit = serviceUnit(wishes);
    for (const line of [
      "Restart=always",
      "KillMode=mixed",
      "TimeoutStopSec=90",
      "WantedBy=multi-user.target",
      "ReadWritePaths=/var/lib/diwan",
    ])
      expect(unit.split("\n")).toContain(line);
    expect(unit).not.toMatch(/^(User|Group|AmbientCapabilities)=/m);
    expect(unit).toContain("ExecStart=/opt/diwan/bin/start --data /var/lib/diwan --host diwan.example.ma\n");
  });

  it("may listen on a low port only when one is asked for", () => {
    expect(serviceUnit(wishes)).not.toContain("CAP_NET");
    for (const args of [["--port", "443"], ["--port=443"]])
      expect(serviceUnit({ ...wishes, args })).toMatch(/^CapabilityBoundingSet=CAP_CHOWN .*CAP_NET_BIND_SERVICE$/m);
  });

  it("keeps a path with spaces and percent signs in one piece", () => {
    expect(serviceUnit({ ...wishes, dataDir: "/srv/10% data" })).toContain(`--data "/srv/10%% data"`);
  });

  it.skipIf(!canVerify)("is accepted by systemd (needs systemd-analyze)", () => {
    expect(verdict((root) => serviceUnit({ ...wishes, root }))).toBe("");
    expect(verdict((root) => serviceUnit({ ...wishes, root, dataDir: "/srv/10% data" }))).toBe("");
    expect(verdict((root) => serviceUnit({ ...wishes, root }).replace("Restart=always", "Restart=perhaps"))).not.toBe(
      "",
    );
  });
});
