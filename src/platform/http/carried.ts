import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** A database that is slow or away must not keep the page itself waiting, ms: the client then asks by itself. */
const PATIENCE_MS = 500;
const FORWARDED = ["cookie", "user-agent", "accept-language"] as const;

/**
 * The answers that travel inside the page, as JSON that may stand in a script element: what the first screen would ask for
 * anyway, read with the visitor's own cookie through the same routes. A refused or late one is left out.
 */
export async function carry(
  app: FastifyInstance,
  paths: readonly string[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const at = Date.now();
  const headers = Object.fromEntries(FORWARDED.flatMap((name) => [[name, request.headers[name] ?? ""]]));
  const answers: Record<string, unknown> = {};
  const ask = async (path: string): Promise<void> => {
    const answer = await app.inject({ url: `/api${path}`, headers, remoteAddress: request.ip });
    if (answer.statusCode !== 200) return;
    answers[path] = answer.json();
    const cookies = answer.headers["set-cookie"];
    if (cookies && !reply.sent) reply.header("set-cookie", cookies);
  };
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  await Promise.race([Promise.all(paths.map(ask)), late]);
  return JSON.stringify({ at, answers }).replaceAll("<", "\\u003c");
}
