import { fromBase64Url } from "#platform/statement/statement.ts";
import type { PaperKey } from "#platform/statement/verify.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

/**
 * What the inside publishes for outsiders (`v/desk.json`): public keys, names, kinds of papers. Nothing here is secret and
 * nothing about any paper is in it.
 */
export type PublishedDesk = {
  version: 1;
  institution: PublishedInstitution;
  /** Every key that ever signed papers still in people's hands. */
  keys: { publicKey: string }[];
  kinds: PaperKind[];
  /** X25519 public key (base64url) to which deposits are sealed; absent: the page offers no report. */
  depositKey?: string | undefined;
  /** Origin of the verification page as printed on papers, shown so that people can compare it with the address bar. */
  address?: string | undefined;
  /** True when served by the desk process, which can verify for old browsers and take deposits. */
  live: boolean;
  publishedAt: string;
};

export type PublishedInstitution = {
  /** UUID, as in the statements. */
  id: string;
  name: LocalizedName;
  /** data: address of the logo, as the institution supplied it. */
  logo?: string | undefined;
};

/** A kind of paper and the facts its statement vouches for, in the order they are printed. */
export type PaperKind = {
  /** Code in the statement: `leave.decision`. */
  kind: string;
  name: LocalizedName;
  fields: { key: string; label: LocalizedName; type: "text" | "date" | "number" }[];
};

/** The published keys in the form verification takes. */
export function paperKeys(published: PublishedDesk): PaperKey[] {
  return published.keys.map((key) => ({
    publicKey: fromBase64Url(key.publicKey),
    institution: published.institution.id,
  }));
}
