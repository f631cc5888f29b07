/** What a check found, named so that a person can go and look. `audit.<code>` is the key of its sentence. */
export type FindingCode =
  | "manifest_missing"
  | "manifest_altered"
  | "manifest_untrusted"
  | "file_missing"
  | "file_altered"
  | "file_unexpected"
  | "key_altered"
  | "checkpoint_missing"
  | "checkpoint_altered"
  | "checkpoint_untrusted"
  | "checkpoint_backwards"
  | "checkpoint_mismatch"
  | "hash_altered"
  | "entry_altered"
  | "entry_missing"
  | "entry_duplicated"
  | "entry_out_of_order"
  | "entry_unexpected"
  | "entry_late"
  | "body_altered"
  | "body_missing"
  | "remembered_invalid"
  | "log_truncated"
  | "log_rewritten";

export interface Finding {
  code: FindingCode;
  /** A warning does not make the export invalid. */
  severity: "problem" | "warning";
  /** Path inside the export. */
  file: string;
  /** From 1. */
  line?: number;
  /** Place in the log, from 0; with `through`, the first of several. */
  seq?: number;
  through?: number;
  /** Of a tree hash: its level (0, 8, 16, ...) and its index there. */
  level?: number;
  index?: number;
}

const JOINED = new Set<FindingCode>(["entry_missing", "entry_late"]);

/** Gathers findings; joins missing or late entries that stand side by side. */
export class Findings {
  readonly list: Finding[] = [];

  add(code: FindingCode, file: string, place: Omit<Finding, "code" | "severity" | "file"> = {}): void {
    const last = this.list.at(-1);
    if (JOINED.has(code) && last?.code === code && (last.through ?? last.seq!) + 1 === place.seq) {
      last.through = place.seq;
      return;
    }
    this.list.push({ code, severity: code === "entry_late" ? "warning" : "problem", file, ...place });
  }

  get clean(): boolean {
    return this.list.every((finding) => finding.severity === "warning");
  }
}

/** The arguments of the sentence `audit.<code>`. */
export function findingArgs({ file, line = 1, seq = 0, through = seq, level = 0, index = 0 }: Finding) {
  return { file, line, seq, through, count: through - seq + 1, level, index };
}
