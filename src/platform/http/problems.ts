import type { FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseAway, reasonOf } from "../db/away.ts";
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
  // Every open screen asks again while the database is away: a line for each, not a trace.
  if (refusal.code === "http.database_away")
    request.log.warn({ requestId: request.id, reason: reasonOf(error) }, refusal.code);
  else if (refusal.status >= 500) request.log.error({ err: error, requestId: request.id }, "unexpected");
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
  if (refusal.status === 503) reply.header("retry-after", "5");
  // The rest of what is being sent is not read.
  if (refusal.status === 413 || refusal.status === 411) reply.header("connection", "close");
  return reply.status(refusal.status).type("application/problem+json").send(JSON.stringify(body));
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = (error as { statusCode?: number })?.statusCode;
  if (status === 429) return new Problem("http.too_many", 429);
  if (status === 413) return new Problem("http.too_large", 413);
  if (status === 415) return new Problem("http.unsupported_type", 415);
  if (status && status >= 400 && status < 500) return new Problem("http.malformed", status);
  if (isDatabaseAway(error)) return new Problem("http.database_away", 503);
  if (isDiskFull(error)) return new Problem("http.disk_full", 507);
  if (isDataUnusable(error)) return new Problem("http.data_unusable", 503);
  return new Problem("http.unexpected", 500);
}

const isDiskFull = (error: unknown): boolean =>
  ["53100", "ENOSPC", "EDQUOT"].includes((error as { code?: string } | null)?.code ?? "");

/**
 * The folder of the data was closed to us, made read-only, or its disk fails: an error of a file, which PostgreSQL tells
 * with the code of a refused table (42501) or of the disk (58030). It heals when the folder is mended.
 */
function isDataUnusable(error: unknown): boolean {
  const { code = "", message = "" } = (error as { code?: string; message?: string } | null) ?? {};
  if (["EACCES", "EPERM", "EROFS", "EIO", "58030"].includes(code)) return true;
  return code === "42501" && /^could not \w+ (file|directory|relation)/.test(message);
}
