import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Actor } from "../actor.ts";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import { Problem, problem } from "../problem.ts";
import { reachOf } from "./addresses.ts";
import { type AllowedDestination, allowedBy, type Destination, destinationOf } from "./destination.ts";
import { type Address, exchange, type NetResponse } from "./exchange.ts";
import { permit } from "./permit.ts";

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 8 * 1_048_576;

export type NetRequest = {
  url: string;
  /** Why: a short key kept with the attempt, such as `assistant.completion`. */
  purpose: string;
  actor: Pick<Actor, "kind" | "id">;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For everything from the name to the last byte; 15 s unless told. */
  timeoutMs?: number;
  /** Largest answer taken; 8 MiB unless told. */
  maxBytes?: number;
  signal?: AbortSignal;
};

/**
 * One line of the register of attempts. An allowed one is written as `opened` before anything leaves, and again under
 * the same id with its end; a refused one once. Paths, headers and bodies are not kept.
 */
export type Attempt = {
  id: string;
  at: Date;
  host: string;
  port: number;
  method: string;
  purpose: string;
  actor: Pick<Actor, "kind" | "id">;
  allowed: boolean;
  /** `opened`, `answered`, or the code of the refusal or failure. */
  result: string;
  /** Status of the answer, null without one. */
  status: number | null;
  /** Bytes of the bodies. */
  sent: number;
  received: number;
};

export type NetPorts = {
  /** The administrator's list, read at each request. */
  allowList: () => Promise<readonly AllowedDestination[]>;
  /** Keeps an attempt; if it fails, nothing is sent. */
  record: (attempt: Attempt) => Promise<void>;
  clock: Clock;
  /** Looks a name up; the machine's resolver unless a test moves it. */
  resolve?: (host: string) => Promise<readonly Address[]>;
};

/** The only way out of the building. */
export interface NetClient {
  /**
   * Sends one request and reads the whole answer, whatever its status below 300 or from 400.
   * @throws Problem net.address_malformed, net.not_allowed, net.address_refused, net.redirect_refused,
   * net.answer_too_large, net.timeout, net.certificate_refused, net.unreachable, net.cancelled
   */
  request(request: NetRequest): Promise<NetResponse>;
}

export function createNetClient(ports: NetPorts): NetClient {
  const resolve = ports.resolve ?? ((host: string) => lookup(host, { all: true }));
  return {
    async request(request) {
      const destination = destinationOf(request.url);
      const body = request.body === undefined ? null : Buffer.from(request.body as string);
      const attempt = attemptOf(request, destination, ports.clock.now());
      const signal = deadline(request);
      const outward = <T>(act: () => Promise<T>) => act().catch((error) => throwProblem(error, destination, signal));
      try {
        const entry = allowedBy(await ports.allowList(), destination);
        if (!entry) throw problem("net.not_allowed", 403, { host: destination.host, port: destination.port });
        const addresses = await outward(() => vetted(destination, entry, resolve, signal));
        attempt.allowed = true;
        attempt.sent = body?.length ?? 0;
        await ports.record({ ...attempt, result: "opened" });
        const call = callOf(request, destination, addresses, entry, signal);
        const onBytes = (received: number) => {
          attempt.received = received;
        };
        const response = await outward(() => exchange({ ...call, body, onBytes }));
        await ports.record({ ...attempt, result: "answered", status: response.status });
        return response;
      } catch (error) {
        const refusal = error instanceof Problem ? error : null;
        const status = (refusal?.params.status as number | undefined) ?? null;
        await ports.record({ ...attempt, result: refusal?.code ?? "failed", status });
        throw error;
      }
    },
  };
}

const attemptOf = (request: NetRequest, { host, port }: Destination, at: Date): Attempt => ({
  id: newId(at),
  at,
  host,
  port,
  method: request.method ?? "GET",
  purpose: request.purpose,
  actor: { kind: request.actor.kind, id: request.actor.id },
  allowed: false,
  result: "",
  status: null,
  sent: 0,
  received: 0,
});

const callOf = (
  { method = "GET", headers = {}, maxBytes = MAX_BYTES }: NetRequest,
  destination: Destination,
  addresses: readonly Address[],
  { ca }: AllowedDestination,
  signal: AbortSignal,
) => ({ destination, addresses, method, headers, maxBytes, ca, signal });

const deadline = ({ timeoutMs, signal }: NetRequest): AbortSignal => {
  const timeout = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS);
  return signal ? AbortSignal.any([timeout, signal]) : timeout;
};

/**
 * The addresses behind a name, each in reach of what the entry opens. One that is not refuses them all: a public name
 * that also leads inside is no mistake (DNS rebinding).
 */
async function vetted(
  { host, port }: Destination,
  entry: AllowedDestination,
  resolve: (host: string) => Promise<readonly Address[]>,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  const addresses = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await unlessAborted(
        permit({ host, port }, () => resolve(host)),
        signal,
      );
  const refused = addresses.some(({ address }) => {
    const reach = reachOf(address);
    return reach === "never" || (reach === "private" && !entry.privateNetwork);
  });
  if (refused) throw problem("net.address_refused", 403, { host });
  if (addresses.length === 0) throw problem("net.unreachable", 502, { host });
  return addresses;
}

/** Waits for a promise that cannot be cancelled, no longer than the signal allows. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Names what went wrong out there; a mistake of ours stays what it is. */
function throwProblem(error: unknown, { host }: Destination, signal: AbortSignal): never {
  if (error instanceof Problem) throw error;
  if (signal.aborted) {
    const late = (signal.reason as Error | undefined)?.name === "TimeoutError";
    throw late ? problem("net.timeout", 504, { host }) : problem("net.cancelled", 499, { host });
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code !== "string" || error instanceof TypeError) throw error;
  const refusal = problem(CERTIFICATE.test(code) ? "net.certificate_refused" : "net.unreachable", 502, { host });
  refusal.cause = error;
  throw refusal;
}
