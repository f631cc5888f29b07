import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { checkLeaf, checkRest, orderChain, warningsOf } from "./chain.ts";
import { TlsError } from "./errors.ts";
import { shownChain } from "./shown-chain.ts";

export type GivenFiles = {
  /** PEM (leaf, then intermediates in any order; the key may stand in it too) or one certificate in DER. */
  certFile?: string | undefined;
  keyFile?: string | undefined;
  /** PKCS #12, in place of the two above. */
  pfxFile?: string | undefined;
  passphrase?: string | undefined;
};

export type Given = {
  secure: SecureContextOptions;
  leaf: X509Certificate;
  /** Codes of what works here and may fail on people's machines. */
  warnings: string[];
};

/**
 * Reads and checks the certificate an administrator was given by an authority.
 * @param host ASCII name that people type
 * @throws TlsError with the one thing to mend
 */
export async function readGiven(files: GivenFiles, host: string, now: Date): Promise<Given> {
  const read = files.pfxFile
    ? await readPfx(files.pfxFile, files.passphrase)
    : await readPem(files.certFile, files.keyFile, files.passphrase);
  const [leaf, ...rest] = read.chain;
  checkLeaf(leaf!, host, now);
  checkRest(rest, now);
  return { secure: read.secure, leaf: leaf!, warnings: warningsOf(read.chain) };
}

type Read = { secure: SecureContextOptions; chain: X509Certificate[] };

async function readPem(
  certFile: string | undefined,
  keyFile: string | undefined,
  passphrase: string | undefined,
): Promise<Read> {
  if (!certFile) throw new TlsError("tls.certificate_missing", { file: keyFile ?? "" });
  const certificates = await readFileOf(certFile);
  const key = readKey(await readFileOf(keyFile ?? certFile), keyFile ?? certFile, passphrase);
  const chain = orderChain(parseCertificates(certificates, certFile), key);
  if (!chain) throw new TlsError("tls.key_mismatch", { file: keyFile ?? certFile });
  const cert = chain.map((certificate) => certificate.toString()).join("");
  return { chain, secure: { cert, key: key.export({ type: "pkcs8", format: "pem" }).toString() } };
}

/** OpenSSL reads PKCS #12 but hands out no certificates; so we look at what a client would be shown. */
async function readPfx(file: string, passphrase: string | undefined): Promise<Read> {
  const secure = { pfx: await readFileOf(file), ...(passphrase !== undefined && { passphrase }) };
  try {
    createSecureContext(secure);
  } catch (error) {
    throw pfxError(error as NodeJS.ErrnoException, file);
  }
  return { secure, chain: await shownChain(secure) };
}

function pfxError(error: NodeJS.ErrnoException, file: string): TlsError {
  if (/mac verify failure/i.test(error.message)) return new TlsError("tls.pfx_passphrase", { file }, error);
  if (/unsupported/i.test(error.message)) return new TlsError("tls.pfx_old_encryption", { file }, error);
  if (/unable to load (private key|certificate)|no (certificate|private key)/i.test(error.message))
    return new TlsError("tls.pfx_incomplete", { file }, error);
  return new TlsError("tls.pfx_unreadable", { file }, error);
}

async function readFileOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new TlsError("tls.file_unreadable", { file }, error);
  }
}

const PEM_CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

function parseCertificates(bytes: Buffer, file: string): X509Certificate[] {
  const blocks = bytes.toString("latin1").match(PEM_CERTIFICATE);
  try {
    return blocks ? blocks.map((block) => new X509Certificate(block)) : [new X509Certificate(bytes)];
  } catch (error) {
    throw new TlsError("tls.certificate_unreadable", { file }, error);
  }
}

const PEM_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/;

function readKey(bytes: Buffer, file: string, passphrase: string | undefined): KeyObject {
  const pem = bytes.toString("latin1").match(PEM_KEY)?.[0];
  const encrypted = pem !== undefined && /ENCRYPTED/.test(pem);
  if (encrypted && passphrase === undefined) throw new TlsError("tls.key_passphrase_missing", { file });
  try {
    if (pem) return createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
    return createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
  } catch (error) {
    throw new TlsError(encrypted ? "tls.key_passphrase" : "tls.key_unreadable", { file }, error);
  }
}
