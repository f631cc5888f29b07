import type { Server } from "node:http";
import type { SecureContextOptions } from "node:tls";
import { type CertificateRequest, loadOrIssue, type ServerCertificate } from "./certificate.ts";
import { originOf, redirectServer } from "./redirect.ts";
import { keepFresh, type Renewal } from "./renewal.ts";
import { shareWith } from "./share.ts";
import { type Answer, type TrustSite, trustAnswer } from "./trust-site.ts";

export type NamedOptions = {
  request: Omit<CertificateRequest, "now">;
  /** The https port people use, and the plain one that leads to it. */
  port: number;
  httpPort: number;
  /** Folder of the public side, which answers under the same name. */
  deskFolder: string;
  now: () => Date;
  institution: TrustSite["institution"];
  say: TrustSite["say"];
  /** A renewal that failed, or a plain port that broke: the certificate in use stays. */
  onError: (error: unknown) => void;
};

/** Diwan under its name: its certificate, the pages that make it trusted, and the plain port. */
export type Named = {
  /** To be spread into https.createServer. */
  secure: SecureContextOptions;
  certificate: () => ServerCertificate;
  /** The pages under /trust on the https side; null for any other address, and always with a given certificate. */
  answer: (target: string, acceptLanguage: string | undefined) => Answer | null;
  /** Keeps the certificate of this running https server fresh, and opens the plain port. Resolves when it listens. */
  attach: (server: { setSecureContext(options: SecureContextOptions): void }) => Promise<void>;
  close: () => void;
};

/**
 * Prepares everything for answering by name; nothing listens yet.
 * @throws TlsError when the given certificate or what was issued before cannot be used
 */
export async function openNamed(options: NamedOptions): Promise<Named> {
  const first = await loadOrIssue({ ...options.request, now: options.now() });
  await shareWith(first, options.deskFolder);
  let renewal: Renewal | undefined;
  let plain: Server | undefined;
  const current = () => renewal?.current() ?? first;
  const site: TrustSite | undefined = first.root && {
    host: options.request.host,
    url: originOf(options.request.host, options.port),
    root: () => current().root!,
    institution: options.institution,
    say: options.say,
  };
  return {
    secure: first.secure,
    certificate: current,
    answer: (target, acceptLanguage) => (site ? trustAnswer(site, target, acceptLanguage) : null),
    async attach(server) {
      const onChange = (fresh: ServerCertificate) => void shareWith(fresh, options.deskFolder).catch(options.onError);
      const { request, now, onError } = options;
      renewal = keepFresh(first, { request, now, servers: [server], onChange, onError });
      plain = redirectServer(request.host, options.port, site);
      await listen(plain, options.httpPort);
      plain.on("error", options.onError);
    },
    close() {
      renewal?.stop();
      plain?.close();
      plain?.closeAllConnections();
    },
  };
}

/** On every address; on IPv4 alone where the machine has no IPv6. */
function listen(server: Server, port: number, host = "::"): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (error.code === "EAFNOSUPPORT" && host === "::") listen(server, port, "0.0.0.0").then(resolve, reject);
      else reject(error);
    };
    server.once("error", refused);
    server.listen({ port, host }, () => {
      server.off("error", refused);
      resolve();
    });
  });
}
