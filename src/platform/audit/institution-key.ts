import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type pg from "pg";
import type { Config } from "../config.ts";
import { openKeys } from "../crypto/keys.ts";
import { KeyFileError } from "../crypto/root-key.ts";

/**
 * Makes sure, before a key is made or used, that the key file is the institution's whose log this database holds: one
 * that is missing is never replaced by a new one, which could open none of the files and would sign in its place.
 * @throws KeyFileError crypto.key_file_missing, crypto.key_file_of_another, and those of openKeys
 */
export async function keyMustBeOurs(owner: pg.Pool, { keyFile }: Config): Promise<void> {
  const there = await owner.query("select to_regclass('audit.key') is not null as log");
  if (!there.rows[0].log) return;
  const { rows } = await owner.query<{ verifier_key: string }>("select verifier_key from audit.key");
  if (rows.length === 0) return;
  if (!existsSync(keyFile)) throw new KeyFileError("crypto.key_file_missing", keyFile);
  const { verifierKey } = openKeys(dirname(keyFile), { keyFile }).signer("audit");
  if (!rows.some(({ verifier_key }) => verifier_key === verifierKey))
    throw new KeyFileError("crypto.key_file_of_another", keyFile);
}
