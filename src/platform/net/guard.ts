import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net, { isIP } from "node:net";
import { isLoopback } from "./addresses.ts";
import { isPermitted } from "./permit.ts";

/** A socket or a look-up that was stopped, with the place in the code that asked for it. */
export type Refusal = { kind: "tcp" | "udp" | "dns"; host: string; port: number | null; stack: string };

export type Guard = { refusals: Refusal[]; remove: () => void };

/** `code` of the error that a refused socket ends with. */
export const REFUSED = "EGRESS_REFUSED";

/**
 * Stops every socket and name look-up of this process that leaves the machine, save those that the outbound client has
 * vetted and the places named here (an external database). Sockets within the machine and Unix sockets pass. It is a
 * net under the import rule, not a wall: children of the process and native code are held by the network namespace
 * suite.
 * @param allow places that this process may reach without the client
 */
export function installGuard(
  options: { allow?: (host: string, port: number | null) => boolean; onRefusal?: (refusal: Refusal) => void } = {},
): Guard {
  const refusals: Refusal[] = [];
  const judge = (kind: Refusal["kind"], host: string, port: number | null): Error | null => {
    const name = host.replace(/^\[|\]$/g, "").toLowerCase();
    if (name === "" || name === "localhost" || isLoopback(name)) return null;
    if (kind === "dns" && isIP(name)) return null;
    if (isPermitted(name, port ?? undefined) || options.allow?.(name, port)) return null;
    const error = Object.assign(new Error(`${kind} ${name}:${port ?? ""} is not allowed out`), { code: REFUSED });
    const refusal = { kind, host: name, port, stack: error.stack ?? "" };
    refusals.push(refusal);
    options.onRefusal?.(refusal);
    return error;
  };
  const undo = [guardStreams(judge), guardDatagrams(judge), guardNames(judge)];
  syncBuiltinESMExports();
  return {
    refusals,
    remove: () => {
      for (const step of undo) step();
      syncBuiltinESMExports();
    },
  };
}

type Judge = (kind: Refusal["kind"], host: string, port: number | null) => Error | null;
type Call = (this: unknown, ...args: unknown[]) => unknown;

/** Replaces a method, and answers how to put it back. */
function replace(owner: object, name: string, around: (original: Call) => Call): () => void {
  const holder = owner as Record<string, Call>;
  const original = holder[name]!;
  holder[name] = around(original);
  return () => {
    holder[name] = original;
  };
}

/** Everything over TCP (http, https, http2, tls, fetch, the database driver) ends in this one method. */
const guardStreams = (judge: Judge) =>
  replace(
    net.Socket.prototype,
    "connect",
    (original) =>
      function (this: unknown, ...args: unknown[]) {
        const target = streamTarget(args);
        const error = target && judge("tcp", target.host, target.port);
        if (!error) return original.apply(this, args);
        const socket = this as net.Socket;
        process.nextTick(() => socket.destroy(error));
        return socket;
      },
  );

/** Host and port of connect(options), connect(port, host) and their already sorted form; null for a Unix socket. */
function streamTarget(args: unknown[]): { host: string; port: number } | null {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === "object" && first !== null) {
    const { host, port, path } = first as { host?: string; port?: number | string; path?: string };
    return path && port === undefined ? null : { host: host ?? "localhost", port: Number(port) };
  }
  if (typeof first === "string" && !/^\d+$/.test(first)) return null;
  return { host: typeof args[1] === "string" ? args[1] : "localhost", port: Number(first) };
}

function guardDatagrams(judge: Judge): () => void {
  const around = (addressIn: (args: unknown[]) => unknown, portIn: (args: unknown[]) => unknown) => (original: Call) =>
    function (this: unknown, ...args: unknown[]) {
      const address = addressIn(args);
      const port = portIn(args);
      const error = typeof address === "string" ? judge("udp", address, typeof port === "number" ? port : null) : null;
      if (error) throw error;
      return original.apply(this, args);
    };
  const text = (args: unknown[]) => args.find((arg) => typeof arg === "string");
  const number = (args: unknown[]) => args.findLast((arg) => typeof arg === "number");
  const undo = [
    // send(message, [offset, length,] [port,] [address]): the message itself may be a string.
    replace(
      dgram.Socket.prototype,
      "send",
      around((args) => text(args.slice(1)), number),
    ),
    replace(
      dgram.Socket.prototype,
      "connect",
      around((args) => text(args), number),
    ),
  ];
  return () => {
    for (const step of undo) step();
  };
}

const QUESTIONS = [
  "resolve",
  "resolve4",
  "resolve6",
  "resolveAny",
  "resolveCaa",
  "resolveCname",
  "resolveMx",
  "resolveNaptr",
];
const MORE_QUESTIONS = ["resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTlsa", "resolveTxt", "reverse"];

/** A name looked up outside tells outsiders what is being done, and can carry data; so it is stopped like a socket. */
function guardNames(judge: Judge): () => void {
  const calling = (original: Call): Call =>
    function (this: unknown, ...args: unknown[]) {
      const error = judge("dns", String(args[0] ?? ""), null);
      const done = args.at(-1);
      if (!error) return original.apply(this, args);
      if (typeof done === "function") return process.nextTick(() => done(error));
      throw error;
    };
  const promising = (original: Call): Call =>
    function (this: unknown, ...args: unknown[]) {
      const error = judge("dns", String(args[0] ?? ""), null);
      return error ? Promise.reject(error) : original.apply(this, args);
    };
  const questions = [...QUESTIONS, ...MORE_QUESTIONS];
  const having = (owner: object, names: string[]) =>
    names.filter((name) => typeof (owner as Record<string, unknown>)[name] === "function");
  const undo = [
    ...having(dns, ["lookup", ...questions]).map((name) => replace(dns, name, calling)),
    ...having(dns.promises, ["lookup", ...questions]).map((name) => replace(dns.promises, name, promising)),
    ...having(dns.Resolver.prototype, questions).map((name) => replace(dns.Resolver.prototype, name, calling)),
    ...having(dns.promises.Resolver.prototype, questions).map((name) =>
      replace(dns.promises.Resolver.prototype, name, promising),
    ),
  ];
  return () => {
    for (const step of undo) step();
  };
}
