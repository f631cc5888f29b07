import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "../problem.ts";
import { rateLimit } from "./rate-limit.ts";

const MINUTE_MS = 60_000;

/** A hook that refuses whoever asks more often than this in a minute, in this process. */
export function limitPerMinute(most: number) {
  const allowed = rateLimit({ most, windowMs: MINUTE_MS, now: () => performance.now() });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (allowed(request.ip)) return;
    reply.header("retry-after", `${MINUTE_MS / 1_000}`);
    throw problem("http.too_many", 429);
  };
}
