import { Agent as HttpAgent, type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { problem } from "../problem.ts";
import type { Destination } from "./destination.ts";
import { permit } from "./permit.ts";

export type Address = { address: string; family: number };
export type NetResponse = { status: number; headers: IncomingHttpHeaders; body: Buffer };

export type Exchange = {
  destination: Destination;
  /** Already vetted; the socket goes to one of these and nowhere else. */
  addresses: readonly Address[];
  method: string;
  headers: Record<string, string>;
  body: Buffer | null;
  maxBytes: number;
  ca: string | undefined;
  signal: AbortSignal;
  onBytes: (received: number) => void;
};

/** Headers that say where a message goes or how it is framed are ours alone. */
const OURS = /^(host|connection|content-length|transfer-encoding|accept-encoding|upgrade|te|trailer|proxy-.*)$/i;

/** One request and its whole answer over one fresh connection. No proxy, no redirect, no compression. */
export function exchange(call: Exchange): Promise<NetResponse> {
  const { destination, signal } = call;
  const { url, host, port, secure } = destination;
  return new Promise((resolve, reject) => {
    const options = {
      host,
      port,
      method: call.method,
      path: url.pathname + url.search,
      headers: headersOf(call),
      lookup: lookupOf(call.addresses),
      signal,
    };
    const sent = permit({ host, port }, () =>
      secure
        ? requestHttps({
            ...options,
            agent: new HttpsAgent({ keepAlive: false }),
            minVersion: "TLSv1.2",
            ...(!isIP(host) && { servername: host }),
            ...(call.ca && { ca: call.ca }),
          })
        : requestHttp({ ...options, agent: new HttpAgent({ keepAlive: false }) }),
    );
    sent.once("error", reject);
    sent.once("response", (response) => {
      response.once("error", reject);
      const status = response.statusCode!;
      const refuse = (code: string) => {
        reject(problem(code, 502, { host, status }));
        sent.destroy();
      };
      if (status >= 300 && status < 400 && status !== 304) return refuse("net.redirect_refused");
      if (Number(response.headers["content-length"]) > call.maxBytes) return refuse("net.answer_too_large");
      const parts: Buffer[] = [];
      let received = 0;
      response.on("data", (part: Buffer) => {
        received += part.length;
        call.onBytes(received);
        if (received > call.maxBytes) refuse("net.answer_too_large");
        else parts.push(part);
      });
      response.once("end", () => resolve({ status, headers: response.headers, body: Buffer.concat(parts) }));
      response.once("aborted", () => reject(problem("net.unreachable", 502, { host })));
    });
    sent.end(call.body ?? undefined);
  });
}

function headersOf({ destination, headers, body }: Exchange): Record<string, string> {
  const theirs = Object.entries(headers).filter(([name]) => !OURS.test(name));
  return {
    "user-agent": "Diwan",
    ...Object.fromEntries(theirs.map(([name, value]) => [name.toLowerCase(), value])),
    host: destination.url.host,
    "accept-encoding": "identity",
    ...(body && { "content-length": String(body.length) }),
  };
}

/** Answers the vetted addresses: a name that changes between the check and the connection changes nothing. */
const lookupOf =
  (addresses: readonly Address[]): LookupFunction =>
  (_name, options, done) =>
    options.all ? done(null, [...addresses]) : done(null, addresses[0]!.address, addresses[0]!.family);
