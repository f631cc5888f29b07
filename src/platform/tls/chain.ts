import type { KeyObject } from "node:crypto";
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { TlsError } from "./errors.ts";

/**
 * Leaf first, then each issuer: the order a server must send (RFC 5246 section 7.4.2), whatever the order in the file.
 * A root is left out, clients have it or refuse it. @returns null when no certificate belongs to the key
 */
export function orderChain(certificates: readonly X509Certificate[], key: KeyObject): X509Certificate[] | null {
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (!leaf) return null;
  const chain = [leaf];
  for (let current = leaf; !isSelfIssued(current); ) {
    const issuer = certificates.find((candidate) => !chain.includes(candidate) && signedBy(current, candidate));
    if (!issuer || isSelfIssued(issuer)) break;
    chain.push(issuer);
    current = issuer;
  }
  return chain;
}

/** Refuses what no browser would accept. @throws TlsError */
export function checkLeaf(leaf: X509Certificate, host: string, now: Date): void {
  if (now < leaf.validFromDate) throw new TlsError("tls.not_yet_valid", { from: day(leaf.validFromDate) });
  if (now >= leaf.validToDate) throw new TlsError("tls.expired", { at: day(leaf.validToDate) });
  const covered = isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host, { subject: "never" });
  if (!covered) throw new TlsError("tls.host_not_covered", { host, names: namesOf(leaf).join(", ") });
  // Node calls the extended key usages `keyUsage`; none at all means any.
  const usages = leaf.keyUsage as string[] | undefined;
  if (usages?.length && !usages.includes(SERVER_AUTH) && !usages.includes(ANY_USAGE))
    throw new TlsError("tls.not_for_servers", { subject: oneLine(leaf.subject) });
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = leaf.publicKey;
  if (type === "rsa" && (details?.modulusLength ?? 0) < RSA_BITS)
    throw new TlsError("tls.weak_key", { bits: String(details?.modulusLength) });
  if (/sha1|md5/i.test(leaf.signatureAlgorithm ?? ""))
    throw new TlsError("tls.weak_signature", { algorithm: leaf.signatureAlgorithm ?? "" });
}

/** Refuses an intermediate that has ended. @throws TlsError */
export function checkRest(rest: readonly X509Certificate[], now: Date): void {
  const ended = rest.find((certificate) => now >= certificate.validToDate);
  if (ended) throw new TlsError("tls.chain_expired", { subject: oneLine(ended.subject), at: day(ended.validToDate) });
}

/** What works here and may fail on people's machines. */
export function warningsOf(chain: readonly X509Certificate[]): string[] {
  const last = chain.at(-1)!;
  if (isSelfIssued(last)) return ["tls.self_signed"];
  return isIssuedByKnownRoot(last) ? [] : ["tls.chain_incomplete"];
}

/** The names a certificate stands for, addresses included. */
export const namesOf = (certificate: X509Certificate): string[] =>
  (certificate.subjectAltName ?? "")
    .split(", ")
    .filter(Boolean)
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ""));

/** A distinguished name on one line. */
export const oneLine = (name: string): string => name.split("\n").join(", ");

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const ANY_USAGE = "2.5.29.37.0";
const RSA_BITS = 2_048;

const day = (date: Date) => date.toISOString().slice(0, 10);
const isSelfIssued = (certificate: X509Certificate) => certificate.subject === certificate.issuer;
const signedBy = (certificate: X509Certificate, issuer: X509Certificate) =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isIssuedByKnownRoot = (certificate: X509Certificate): boolean =>
  rootCertificates.some((pem) => certificate.checkIssued(new X509Certificate(pem)));
