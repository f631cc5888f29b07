import { X509Certificate } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { SecureContextOptions } from "node:tls";
import type { ServerCertificate } from "./certificate.ts";
import { namesOf } from "./chain.ts";
import { TlsError } from "./errors.ts";
import { certificateNames } from "./names.ts";
import { MODERN_TLS } from "./options.ts";
import { readIssued, writeIssued } from "./vault.ts";

/** The public side may be another user; the group of the folder is its own. */
const READ_BY_GROUP = 0o640;

/**
 * Hands the issued server certificate and its key, never the authority's, to the folder of the public side, which
 * answers under the same name. A given certificate is read there from its own files.
 */
export async function shareWith(certificate: ServerCertificate, folder: string): Promise<void> {
  const { key, cert } = certificate.secure;
  if (certificate.source !== "internal" || typeof key !== "string" || typeof cert !== "string") return;
  const shared = { key, certificate: cert, names: namesOf(certificate.leaf) };
  await writeIssued(folder, "tls-server", shared, READ_BY_GROUP);
}

/**
 * What was handed over by `shareWith`, ready for https.createServer.
 * @throws TlsError tls.not_shared: nothing is there, or not for this host
 */
export async function readShared(folder: string, host: string): Promise<SecureContextOptions> {
  const [name] = certificateNames(host);
  const shared = await readIssued(folder, "tls-server");
  if (!shared?.names.includes(name!)) throw new TlsError("tls.not_shared", { host });
  return { ...MODERN_TLS, key: shared.key, cert: shared.certificate };
}

/**
 * As `readShared`, but waits for the inside, which starts at the same time and hands the certificate over first thing.
 * @throws TlsError tls.not_shared after the patience
 */
export async function awaitShared(folder: string, host: string, patience_ms = 60_000): Promise<SecureContextOptions> {
  const end = performance.now() + patience_ms;
  for (;;) {
    try {
      return await readShared(folder, host);
    } catch (error) {
      if (!(error instanceof TlsError && error.code === "tls.not_shared") || performance.now() > end) throw error;
      await setTimeout(LOOK_AGAIN_MS);
    }
  }
}

const LOOK_AGAIN_MS = 100;
const EVERY_MS = 60_000;

/** Takes each renewed certificate that is handed over into the running servers. @returns how to stop looking */
export function followShared(
  folder: string,
  options: {
    host: string;
    servers: readonly { setSecureContext(options: SecureContextOptions): void }[];
    onError: (error: unknown) => void;
    everyMs?: number;
  },
): () => void {
  let current = "";
  const look = async () => {
    const secure = await readShared(folder, options.host);
    const found = new X509Certificate(secure.cert as string).fingerprint256;
    if (found !== current && current) for (const server of options.servers) server.setSecureContext(secure);
    current = found;
  };
  const safely = () => void look().catch(options.onError);
  safely();
  const timer = setInterval(safely, options.everyMs ?? EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
