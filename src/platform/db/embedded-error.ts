import { readFileSync } from "node:fs";

/**
 * A refusal of the database, told in a code (`db.disk_full`) and the values its sentence needs. `words` keeps what
 * PostgreSQL itself said, because the person who repairs a server searches for exactly those words.
 */
export class ClusterError extends Error {
  readonly code: string;
  readonly params: Record<string, string>;
  readonly words: string;

  constructor(code: string, params: Record<string, string> = {}, words = "") {
    super(`${code} ${JSON.stringify(params)}${words === "" ? "" : `\n${words}`}`);
    this.name = "ClusterError";
    this.code = code;
    this.params = params;
    this.words = words;
  }

  /** The sentence for the person at the terminal, in their language, followed by the server's own words. */
  explain(locale: "ar" | "fr" | "zgh" | "en"): string {
    const sentences: Record<string, string> = JSON.parse(
      readFileSync(new URL(`./messages/${locale}.json`, import.meta.url), "utf8"),
    );
    const pattern = sentences[this.code] ?? this.code;
    const sentence = pattern.replace(/\{(\w+)\}/g, (whole, name: string) => this.params[name] ?? whole);
    return this.words === "" ? sentence : `${sentence}\n${this.words}`;
  }
}

/** The code for a failure, read from what the server wrote before it gave up. */
export function clusterErrorFrom(words: string, folder: string): ClusterError {
  if (/No space left on device|Disk quota exceeded/.test(words))
    return new ClusterError("db.disk_full", { folder }, words);
  if (/incompatible with server|was initialized by PostgreSQL version/.test(words))
    return new ClusterError("db.incompatible", { folder }, words);
  if (/Permission denied|wrong ownership/.test(words))
    return new ClusterError("db.folder_unreadable", { folder }, words);
  if (/Cannot allocate memory|could not create shared memory/.test(words))
    return new ClusterError("db.no_memory", {}, words);
  return new ClusterError("db.start_failed", { folder }, words);
}

/** The code for a failed file operation on the data folder; anything unknown is a bug and passes unchanged. */
export function folderErrorFrom(error: unknown, folder: string, user: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const words = error instanceof Error ? error.message : "";
  if (code === "EACCES" || code === "EPERM") return new ClusterError("db.folder_unreadable", { folder, user }, words);
  if (code === "ENOSPC" || code === "EDQUOT") return new ClusterError("db.disk_full", { folder }, words);
  if (code === "EROFS") return new ClusterError("db.folder_read_only", { folder }, words);
  if (code === "ENOTDIR" || code === "EEXIST") return new ClusterError("db.not_a_folder", { folder }, words);
  return error;
}
