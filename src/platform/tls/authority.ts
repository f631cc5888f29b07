import "reflect-metadata";
import { randomBytes, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";
import { NAME_CONSTRAINTS_OID, nameConstraints } from "./name-constraints.ts";
import type { Issued } from "./vault.ts";

const DAY_MS = 86_400_000;
/** Workstations without a time server may lag: a certificate is valid from the day before. */
const LAG_MS = DAY_MS;
const ROOT_YEARS = 10;
/** Longest that every browser accepts without complaint (CA/Browser Forum limit of 2020, Apple's for private roots is 825). */
const SERVER_DAYS = 397;
/** Bound of a common name, RFC 5280 appendix A.1 (ub-common-name). */
const COMMON_NAME_CHARS = 64;

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/**
 * Makes the institution's own root: ECDSA P-256, ten years, for servers only and only for the given names.
 * @param institution shown by the system when the root is installed; the host stands in until it is known
 */
export async function makeAuthority(
  names: readonly string[],
  institution: string | undefined,
  now: Date,
): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + ROOT_YEARS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: subject(`Diwan CA ${names[0]}`, "Diwan CA", institution ?? names[0]),
    notBefore: new Date(now.getTime() - LAG_MS),
    notAfter,
    signingAlgorithm: ECDSA,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.Extension(NAME_CONSTRAINTS_OID, true, new Uint8Array(nameConstraints(names))),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return issued(keys.privateKey, certificate, names);
}

/** Issues a server certificate under the root: 397 days at most, never beyond the root's own end. */
export async function issueServer(authority: Issued, names: readonly string[], now: Date): Promise<Issued> {
  const root = new X509Certificate(authority.certificate);
  const signingKey = await importKey(authority.key);
  const keys = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const notBefore = new Date(now.getTime() - LAG_MS);
  const end = Math.min(notBefore.getTime() + SERVER_DAYS * DAY_MS - 1_000, root.validToDate.getTime());
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    // A verifier takes a common name that looks like a host for one, and holds it against the constraints.
    subject: subject(isIP(names[0]!) ? "Diwan" : names[0]!, "Diwan"),
    issuer: issuer.subjectName,
    notBefore,
    notAfter: new Date(end),
    signingAlgorithm: ECDSA,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return issued(keys.privateKey, certificate, names);
}

/** Twenty octets at most, positive, unguessable (RFC 5280 section 4.1.2.2). */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | (bytes[0]! & 0x3f);
  return bytes.toString("hex");
}

function subject(commonName: string, short: string, organisation?: string): x509.JsonName {
  const name: x509.JsonName = [{ CN: [commonName.length <= COMMON_NAME_CHARS ? commonName : short] }];
  if (organisation) name.push({ O: [[...organisation].slice(0, COMMON_NAME_CHARS).join("")] });
  return name;
}

async function issued(key: CryptoKey, certificate: x509.X509Certificate, names: readonly string[]): Promise<Issued> {
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", key);
  return {
    key: `${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`,
    certificate: `${certificate.toString("pem")}\n`,
    names: [...names],
  };
}

const importKey = (pem: string) =>
  crypto.subtle.importKey("pkcs8", x509.PemConverter.decodeFirst(pem), ECDSA, false, ["sign"]);
