import type { FastifyInstance } from "fastify";
import { limitPerMinute } from "./limit.ts";

const REPORT_BYTES = 16_384;

/** What a browser says of a broken content security policy: logged, so that a test or an administrator sees it. */
export function serveReports(app: FastifyInstance): void {
  app.addContentTypeParser(
    ["application/csp-report", "application/reports+json"],
    { parseAs: "string", bodyLimit: REPORT_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.post("/api/csp-reports", { schema: { hide: true }, onRequest: limitPerMinute(30) }, async (request, reply) => {
    request.log.warn({ report: request.body }, "content security policy");
    return reply.status(204).send();
  });
}
