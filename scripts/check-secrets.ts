/**
 * Looks for credentials in every file that git keeps or is about to keep.
 * A line that only looks like one, such as a published test vector, ends with the words `not-a-secret`.
 */
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";

const LARGEST_BYTES = 2 * 1024 * 1024;
const EXEMPT = "not-a-secret";

const PATTERNS: Record<string, RegExp> = {
  "private key": /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=]{20}/,
  "cloud access key": /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  "GitHub token": /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/,
  "GitLab token": /\bglpat-[A-Za-z0-9_-]{20}/,
  "npm token": /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^\s$]{8}/,
  "Slack token": /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  "signed web token": /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  "password in an address":
    /\b[a-z][a-z0-9+]*:\/\/[^\s:@/"'`]+:[^\s:@/"'`$]{3,}@(?!127\.|localhost|[\w.-]*\.(?:test|example|invalid)\b|\[::1)/,
};
const ASSIGNED = /(?:password|passwd|secret|token|api_?key)["']?\s*[:=]\s*["'`]([A-Za-z0-9+/=_-]{20,})["'`]/i;
const KEY_FILE = /(?:^|\/)(?:id_(?:rsa|ed25519|ecdsa)|.*\.(?:p12|pfx|jks|keystore)|root\.key)$/;

/** Bits per character; words and identifiers stay below 3.5, random base64 is above 4. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

function kindOf(line: string, next: string): string | undefined {
  for (const [kind, pattern] of Object.entries(PATTERNS))
    if (pattern.test(kind === "private key" ? `${line}\n${next}` : line)) return kind;
  const value = ASSIGNED.exec(line)?.[1];
  return value !== undefined && entropy(value) > 4 ? "random value given to a secret name" : undefined;
}

function scan(file: string): string[] {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) return [];
  if (KEY_FILE.test(file)) return [`${file}: a key file`];
  if (stat.size > LARGEST_BYTES) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => {
    const kind = line.includes(EXEMPT) ? undefined : kindOf(line, lines[index + 1] ?? "");
    return kind === undefined ? [] : [`${file}:${index + 1}: ${kind}`];
  });
}

const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
});
const files = listed.split("\0").filter((file) => file !== "" && file !== "package-lock.json");
const faults = files.flatMap(scan);
for (const fault of faults) console.error(fault);
if (files.length === 0) console.error("git lists no file");
console.log(`${files.length} files`);
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
