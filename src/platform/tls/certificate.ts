import { X509Certificate } from "node:crypto";
import type { SecureContextOptions } from "node:tls";
import { type GivenFiles, readGiven } from "./given.ts";
import { certificateNames, hostName } from "./names.ts";
import { MODERN_TLS } from "./options.ts";
import { type Issued, readIssued, retire, writeFirst, writeIssued } from "./vault.ts";

const DAY_MS = 86_400_000;
/** An issued server certificate is replaced from this many days before its end. */
const RENEW_DAYS = 45;

export type CertificateRequest = GivenFiles & {
  /** The data folder; issued keys lie in its `keys`. */
  dataDir: string;
  /** The name people type; an Arabic name is taken in its own letters. */
  host: string;
  /** Further names or addresses for an issued certificate. */
  extraNames?: readonly string[];
  /** Written into a root when one is made. */
  institution?: string | undefined;
  now: Date;
};

/** The institution's own root, as people install it. */
export type Root = {
  pem: string;
  /** SHA-256, hexadecimal with colons, as systems show it. */
  fingerprint: string;
  /** SHA-1, the only one that the installation dialog of Windows shows. */
  shortFingerprint: string;
  notAfter: Date;
};

export type ServerCertificate = {
  source: "given" | "internal";
  /** To be spread into https.createServer: certificate, key, versions and ciphers. */
  secure: SecureContextOptions;
  leaf: X509Certificate;
  notAfter: Date;
  /** Message keys: what works here and may fail on people's machines. */
  warnings: string[];
  /** Only for an internal certificate. */
  root?: Root;
  /** A new root was made by this call, in place of an older one: every machine must install it. */
  rootReplaced: boolean;
};

/**
 * The certificate with which Diwan answers by its name: the one given, checked, or else one issued by the institution's
 * own authority, made at the first call, renewed when fewer than 45 days are left or the names change. The root stays
 * unless it has ended or may not vouch for the names.
 * @throws TlsError
 */
export async function loadOrIssue(request: CertificateRequest): Promise<ServerCertificate> {
  const host = hostName(request.host);
  if (request.certFile || request.keyFile || request.pfxFile) {
    const { secure, leaf, warnings } = await readGiven(request, host, request.now);
    return {
      source: "given",
      secure: { ...MODERN_TLS, ...secure },
      leaf,
      notAfter: leaf.validToDate,
      warnings,
      rootReplaced: false,
    };
  }
  const names = certificateNames(host, request.extraNames);
  const { authority, replaced } = await keepAuthority(request, names);
  return internal(authority, await keepServer(request, authority, names), replaced);
}

function internal(authority: Issued, server: Issued, rootReplaced: boolean): ServerCertificate {
  const root = new X509Certificate(authority.certificate);
  const leaf = new X509Certificate(server.certificate);
  return {
    source: "internal",
    secure: { ...MODERN_TLS, cert: server.certificate, key: server.key },
    leaf,
    notAfter: leaf.validToDate,
    warnings: [],
    root: {
      pem: authority.certificate,
      fingerprint: root.fingerprint256,
      shortFingerprint: root.fingerprint,
      notAfter: root.validToDate,
    },
    rootReplaced,
  };
}

async function keepAuthority(
  request: CertificateRequest,
  names: string[],
): Promise<{ authority: Issued; replaced: boolean }> {
  const { dataDir, institution, now } = request;
  const kept = await readIssued(dataDir, "tls-authority");
  if (
    kept &&
    names.every((name) => kept.names.includes(name)) &&
    now < new X509Certificate(kept.certificate).validToDate
  )
    return { authority: kept, replaced: false };
  const { makeAuthority } = await import("./authority.ts");
  const fresh = await makeAuthority(names, institution, now);
  if (kept) await retire(dataDir, "tls-authority", now);
  return { authority: await writeFirst(dataDir, "tls-authority", fresh), replaced: kept !== null };
}

async function keepServer(request: CertificateRequest, authority: Issued, names: string[]): Promise<Issued> {
  const { dataDir, now } = request;
  const kept = await readIssued(dataDir, "tls-server");
  if (kept && stillServes(kept, authority, names, now)) return kept;
  const { issueServer } = await import("./authority.ts");
  const fresh = await issueServer(authority, names, now);
  await writeIssued(dataDir, "tls-server", fresh);
  return fresh;
}

function stillServes(kept: Issued, authority: Issued, names: string[], now: Date): boolean {
  const certificate = new X509Certificate(kept.certificate);
  const root = new X509Certificate(authority.certificate);
  const left = certificate.validToDate.getTime() - now.getTime();
  // Near the root's own end nothing longer can be issued.
  const longEnough = left >= RENEW_DAYS * DAY_MS || (left > 0 && certificate.validToDate >= root.validToDate);
  const sameNames = kept.names.length === names.length && names.every((name) => kept.names.includes(name));
  return longEnough && sameNames && now >= certificate.validFromDate && certificate.verify(root.publicKey);
}
