import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** What a running Diwan says about itself in `<data>/run/diwan.json`, for the command line and for a second start. */
export interface RunFile {
  pid: number;
  url: string;
  port: number;
  deskPort: number;
  startedAt: string;
}

const fileOf = (dataDir: string) => `${dataDir}/run/diwan.json`;

/** Written whole or not at all: readers never see half a file. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(run)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function readRunFile(dataDir: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), "utf8"));
  } catch {
    return undefined;
  }
}

export function removeRunFile(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
