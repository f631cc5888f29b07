import { defineSlot } from "../slots.ts";
import type { LocalizedName } from "../wire/localized-name.ts";
import type { PaperSigner } from "./make.ts";
import type { Revocation } from "./revocations.ts";

/** What the inside gives to the public side; see src/desk/publish.ts, which the composition root plugs in. */
export type Publication = {
  institution: { id: string; name: LocalizedName; logo?: Uint8Array | undefined };
  signer: PaperSigner;
  kinds: readonly {
    kind: string;
    name: LocalizedName;
    fields: { key: string; label: LocalizedName; type: "text" | "date" | "number" }[];
  }[];
  revoked: readonly Revocation[];
  /** Raw X25519 public key to which outsiders seal deposits (platform/deposits); absent: none are taken. */
  depositKey?: Uint8Array | undefined;
  address?: string | undefined;
  live: boolean;
  at: Date;
};

export const publishSlot =
  defineSlot<(deskDir: string, publication: Publication) => Promise<unknown>>("statement.publish");
