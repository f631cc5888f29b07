import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { depositKeyFrom } from "#platform/deposits/seal.ts";
import type { PaperSigner } from "#platform/statement/make.ts";
import type { DeskContents } from "./publish.ts";

/** A fictional institution's desk, for the tests. Keys come from fixed seeds. */
export function signerFrom(fill: number): PaperSigner {
  const seed = Buffer.alloc(32, fill);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return { publicKey, sign: (bytes) => sign(null, bytes, key) };
}

export const signer = signerFrom(7);
export const depositKey = depositKeyFrom(Buffer.alloc(32, 9));
export const institution = "01935d2e-7c00-7abc-8def-0123456789ab";

export const contents: DeskContents = {
  institution: {
    id: institution,
    name: { ar: "مديرية الدراسات والتوقعات العمومية", fr: "Direction des études et des prévisions publiques" },
  },
  signer,
  kinds: [
    {
      kind: "leave.decision",
      name: { ar: "مقرر رخصة إدارية", fr: "Décision de congé administratif", en: "Leave decision" },
      fields: [
        { key: "name", label: { ar: "الاسم الكامل", fr: "Nom complet", en: "Full name" }, type: "text" },
        { key: "from", label: { ar: "من", fr: "Du", en: "From" }, type: "date" },
        { key: "to", label: { ar: "إلى غاية", fr: "Au", en: "To" }, type: "date" },
      ],
    },
  ],
  revoked: [],
  depositKey: depositKey.publicKey,
  address: "https://desk.example.ma/v/",
  live: true,
  at: new Date("2026-11-24T10:00:00Z"),
};

export const paper = {
  institution,
  kind: "leave.decision",
  number: "0042/DAG/2026",
  date: "2026-11-24",
  facts: { name: "فاطمة الزهراء العلوي", from: "2026-12-07", to: "2026-12-11" },
};
