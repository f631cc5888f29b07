import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP } from "node:net";
import { hostName } from "./names.ts";
import { type Answer, type TrustSite, trustAnswer } from "./trust-site.ts";

const PATIENCE_MS = 10_000;

/**
 * The plain http side of a named Diwan: it sends every reader to https, always to the configured name and never to the
 * one in the request, and refuses what would carry a body in the clear.
 *
 * With an internal authority it also hands out the root and the page that explains it (`trust`). They cannot come over
 * https: a browser that does not trust the root yet could reach them only by being taught to ignore its warning. Who
 * can change the answer on the way could hand out another root, so the page asks to compare the fingerprint with the
 * one printed by the administration, and the root itself is bound to this one name.
 *
 * @returns a server that does not listen yet
 */
export function redirectServer(host: string, httpsPort: number, trust?: TrustSite): Server {
  const origin = originOf(host, httpsPort);
  return createServer(
    { requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS, keepAliveTimeout: 1 },
    (request, response) => {
      send(request, response, answerTo(request, origin, trust));
    },
  );
}

/** The https origin of a host; the usual port is left out. */
export function originOf(host: string, port: number): string {
  const name = hostName(host);
  return `https://${isIP(name) === 6 ? `[${name}]` : name}${port === 443 ? "" : `:${port}`}`;
}

function answerTo(request: IncomingMessage, origin: string, trust: TrustSite | undefined): Answer {
  if (request.method !== "GET" && request.method !== "HEAD") return empty(405, { allow: "GET, HEAD" });
  const target = request.url ?? "/";
  return (
    (trust && trustAnswer(trust, target, request.headers["accept-language"])) ??
    empty(308, { location: origin + pathOf(target) })
  );
}

/** Path and query; anything else (another host's address, `*`) becomes the first page. */
function pathOf(target: string): string {
  if (!target.startsWith("/")) return "/";
  const url = new URL(`http://x${target}`);
  return url.pathname + url.search;
}

const empty = (status: number, headers: Record<string, string>): Answer => ({
  status,
  headers: { ...headers, "content-length": "0", "cache-control": "no-store" },
  body: Buffer.alloc(0),
});

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, connection: "close" });
  response.end(request.method === "HEAD" ? undefined : answer.body);
  // What is sent along is not read.
  response.once("finish", () => request.destroy());
}
