import { createHash, randomBytes } from "node:crypto";

/** A secret that travels (cookie, sheet) and the hash that stays here. */
export type Token = { token: string; hash: Buffer };

/** 256 random bits, base64url. */
export function newToken(): Token {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOfToken(token) };
}

/** SHA-256: enough for a secret that nobody can guess. */
export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();
