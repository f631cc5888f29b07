import type { SecureContextOptions } from "node:tls";

/**
 * TLS 1.2 with forward secrecy and authenticated ciphers only, and TLS 1.3 (RFC 9325); key agreement starts with the
 * hybrid that a recording cannot break later (X25519 with ML-KEM-768).
 */
export const MODERN_TLS = {
  minVersion: "TLSv1.2",
  ciphers: [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
  ].join(":"),
  ecdhCurve: "X25519MLKEM768:X25519:P-256:P-384",
  honorCipherOrder: false,
} as const satisfies SecureContextOptions;

const DAY_S = 86_400;

/**
 * Value of Strict-Transport-Security (RFC 6797), to be sent over https only. Never includeSubDomains: the institution's
 * other sites are not ours. A month under the internal authority, a year under a given certificate: a lost root must not
 * lock people out for a year.
 */
export const hsts = (source: "given" | "internal"): string => `max-age=${(source === "given" ? 365 : 30) * DAY_S}`;
