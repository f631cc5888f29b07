import { readFileSync } from "node:fs";

export type TerminalLocale = "ar" | "fr" | "zgh" | "en";

/** The language of the person at the terminal, by the POSIX order of precedence (LC_ALL, LC_MESSAGES, LANG). */
export function terminalLocale(env: NodeJS.ProcessEnv = process.env): TerminalLocale {
  const name = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  if (/^ar/.test(name)) return "ar";
  if (/^fr/.test(name)) return "fr";
  return /^(zgh|ber|tzm|shi)/.test(name) ? "zgh" : "en";
}

/**
 * A sentence of this folder's message files, or of those about certificates and keys. The supervisor stays small and starts at once, so it fills plain
 * `{name}` places itself instead of loading a formatter.
 */
export function sentence(key: string, params: Record<string, string> = {}, locale = terminalLocale()): string {
  const area = /^(tls|crypto)\./.exec(key);
  const file = new URL(`${area ? `../platform/${area[1]}` : "."}/messages/${locale}.json`, import.meta.url);
  const patterns: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));
  return (patterns[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
}

/** A refusal of the supervisor: its code, what the sentence needs, the exit code (sysexits.h), and a program's words. */
export class SupervisorError extends Error {
  readonly code: string;
  readonly params: Record<string, string>;
  readonly exitCode: number;
  readonly words: string;

  constructor(code: string, params: Record<string, string>, exitCode: number, words = "") {
    super(code);
    this.name = "SupervisorError";
    this.code = code;
    this.params = params;
    this.exitCode = exitCode;
    this.words = words;
  }

  explain(locale = terminalLocale()): string {
    const text = sentence(this.code, this.params, locale);
    return this.words === "" ? text : `${text}\n${this.words}`;
  }
}

/** Exit codes of bin/start, as sysexits.h names them. */
export const EXIT = {
  usage: 64,
  unavailable: 69,
  software: 70,
  database: 78,
  config: 78,
  taken: 74,
  running: 75,
} as const;
