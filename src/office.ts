import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Platform } from "#platform/platform.ts";
import { type Named, openNamed } from "#platform/tls/named.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { nameIn } from "#platform/wire/localized-name.ts";

/** Reaching Diwan from the office by its name: certificate, redirection from plain http, and the pages that build trust. */
export async function openOffice(platform: Platform, institution: LocalizedName | null): Promise<Named | null> {
  const { host, dataDir, port, httpPort, tls } = platform.config;
  if (!host) return null;
  return openNamed({
    request: { dataDir, host, certFile: tls.cert, keyFile: tls.key, pfxFile: tls.pfx, passphrase: tls.passphrase },
    port,
    httpPort: httpPort ?? 80,
    deskFolder: join(dataDir, "desk"),
    now: () => platform.clock.now(),
    institution: (locale) => (institution ? nameIn(institution, locale) : undefined),
    say: (locale) => (key, params) => platform.catalogue.format(locale, key, params),
    onError: (error) => platform.log.error({ err: error }, "certificate"),
  });
}

/** The pages that help to trust the institution's root, over https as over plain http. */
export function serveTrust(app: FastifyInstance, named: Named): void {
  for (const url of ["/trust", "/trust/*"])
    app.get(url, (request, reply) => {
      const answer = named.answer(request.url, request.headers["accept-language"]);
      if (!answer) return reply.callNotFound();
      return reply.status(answer.status).headers(answer.headers).send(answer.body);
    });
}
