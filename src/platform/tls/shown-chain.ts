import { X509Certificate } from "node:crypto";
import { duplexPair } from "node:stream";
import {
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  type SecureContextOptions,
  TLSSocket,
} from "node:tls";

/**
 * The certificates a client is shown by a server with these options, leaf first, without the root:
 * a handshake in memory, no socket is opened.
 */
export async function shownChain(secure: SecureContextOptions): Promise<X509Certificate[]> {
  const [here, there] = duplexPair();
  const server = new TLSSocket(here, { isServer: true, secureContext: createSecureContext(secure) });
  try {
    return await new Promise((resolve, reject) => {
      server.once("error", reject);
      const client = connect({ socket: there, rejectUnauthorized: false }, () => {
        resolve(chainOf(client.getPeerCertificate(true)));
        client.destroy();
      });
      client.once("error", reject);
    });
  } finally {
    server.destroy();
  }
}

function chainOf(peer: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let current: DetailedPeerCertificate | undefined = peer; current?.raw; current = current.issuerCertificate) {
    const certificate = new X509Certificate(current.raw);
    const root = certificate.subject === certificate.issuer;
    if (chain.some((known) => known.fingerprint256 === certificate.fingerprint256)) break;
    if (root && chain.length > 0) break;
    chain.push(certificate);
  }
  return chain;
}
