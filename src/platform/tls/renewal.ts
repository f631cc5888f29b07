import type { SecureContextOptions } from "node:tls";
import type { CertificateRequest, ServerCertificate } from "./certificate.ts";
import { loadOrIssue } from "./certificate.ts";

const EVERY_MS = 6 * 3_600_000;

export type Renewal = {
  /** The certificate in use now. */
  current(): ServerCertificate;
  /** Looks at once; true when a new certificate took its place. */
  check(): Promise<boolean>;
  stop(): void;
};

/**
 * Keeps the running servers' certificate fresh without a restart: every six hours an issued one is renewed if it nears
 * its end, a given one is read again from its files. A failure keeps the one in use and is told.
 */
export function keepFresh(
  first: ServerCertificate,
  options: {
    request: Omit<CertificateRequest, "now">;
    now: () => Date;
    servers: readonly { setSecureContext(options: SecureContextOptions): void }[];
    onChange?: (certificate: ServerCertificate) => void;
    onError: (error: unknown) => void;
    everyMs?: number;
  },
): Renewal {
  let current = first;
  const check = async () => {
    const found = await loadOrIssue({ ...options.request, now: options.now() });
    if (found.leaf.fingerprint256 === current.leaf.fingerprint256) return false;
    for (const server of options.servers) server.setSecureContext(found.secure);
    current = found;
    options.onChange?.(found);
    return true;
  };
  const timer = setInterval(() => check().catch(options.onError), options.everyMs ?? EVERY_MS);
  timer.unref();
  return { current: () => current, check, stop: () => clearInterval(timer) };
}
