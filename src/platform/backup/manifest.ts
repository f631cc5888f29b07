import { z } from "zod";

export const MANIFEST = "manifest.json";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Three plain words: it becomes a path. */
const OBJECT = /^[a-z0-9][a-z0-9-]*\/[0-9a-f]+\/[0-9a-f]+$/;
const Name = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** What a backup says about itself; written last, so that a file without it is no backup. */
export const Manifest = z.strictObject({
  version: z.literal(2),
  /** When the snapshot was taken, ISO 8601. */
  at: z.iso.datetime(),
  /** What had been applied to the database: a backup goes back only to the version that made it. */
  migrations: z.array(z.strictObject({ module: z.string(), file: z.string(), sha256: Sha256 })),
  tables: z.array(
    z.strictObject({
      schema: Name,
      name: Name,
      columns: z.array(Name),
      rows: z.int().min(0),
      /** Of the table's rows as `copy` gives them, in parts `tables/<schema>.<name>/000000` and so on. */
      sha256: Sha256,
    }),
  ),
  sequences: z.array(
    z.strictObject({ schema: Name, name: Name, last: z.string().regex(/^-?\d+$/), called: z.boolean() }),
  ),
  /** Sealed as they lie in the store, so they can be checked and put back without the key. `sha256` of the sealed bytes. */
  blobs: z.array(z.strictObject({ object: z.string().regex(OBJECT), size: z.int().min(0), sha256: Sha256 })),
  /** Addresses of blobs whose bytes were already wrong in the source: not in the backup. */
  damaged: z.array(z.string()),
  /** The newest signed checkpoint of the audit log in the snapshot, or null. */
  checkpoint: z.string().nullable(),
});
export type Manifest = z.output<typeof Manifest>;
export type TableEntry = Manifest["tables"][number];

export type BackupCode =
  | "backup.not_a_backup"
  | "backup.altered"
  | "backup.other_version"
  | "backup.not_empty"
  | "backup.exists"
  | "backup.no_room"
  | "backup.interrupted"
  | "backup.table_hidden";

/** A refusal of the backup or of its restoration; `params` fill the sentence of its code. */
export class BackupError extends Error {
  readonly code: BackupCode;
  readonly params: Record<string, string>;
  constructor(code: BackupCode, params: Record<string, string> = {}) {
    super(`${code} ${Object.values(params).join(" ")}`.trim());
    this.code = code;
    this.params = params;
  }
}

/** The folder of a table's parts. */
export const tablePrefix = ({ schema, name }: { schema: string; name: string }) => `tables/${schema}.${name}/`;
