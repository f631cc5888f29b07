import type { FastifyReply, FastifyRequest } from "fastify";
import type { Platform } from "../platform.ts";
import { Problem } from "../problem.ts";
import type { Locale } from "../wire/locale.ts";
import type { ProblemBody } from "../wire/problem.ts";

/** Tells a refusal in the reader's language; anything that is not a refusal is logged and answers one generic 500. */
export function sendProblem(
  platform: Platform,
  locale: Locale,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const refusal = asProblem(error);
  if (refusal.status >= 500) request.log.error({ err: error, requestId: request.id }, "unexpected");
  const say = (code: string, params: Record<string, unknown>) => platform.catalogue.format(locale, code, params);
  const body: ProblemBody = {
    type: `/api/problems#${refusal.code}`,
    title: say(refusal.code, { ...refusal.params, requestId: request.id }),
    status: refusal.status,
    code: refusal.code,
    params: refusal.params,
    requestId: request.id,
    ...(refusal.fields.length > 0 && {
      fields: refusal.fields.map((f) => ({ path: f.path, code: f.code, title: say(f.code, f.params ?? {}) })),
    }),
  };
  return reply.status(refusal.status).type("application/problem+json").send(JSON.stringify(body));
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = (error as { statusCode?: number })?.statusCode;
  if (status === 429) return new Problem("http.too_many", 429);
  if (status === 413) return new Problem("http.too_large", 413);
  if (status === 415) return new Problem("http.unsupported_type", 415);
  if (status && status >= 400 && status < 500) return new Problem("http.malformed", status);
  return new Problem("http.unexpected", 500);
}
