import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type Attempt, createNetClient, type NetRequest } from "./client.ts";
import type { AllowedDestination } from "./destination.ts";

export const AT = new Date("2026-11-24T10:00:00Z");
export const ACTOR = { kind: "person", id: "0199-agent" } as const;

export const attempts: Attempt[] = [];
const servers: Server[] = [];

/** To be called after each test: the servers end, the attempts are forgotten. */
export function endWorld(): void {
  attempts.length = 0;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

/** Starts a server of this machine and answers its port; `hits` counts what arrives. */
export async function listen(handle: RequestListener, address = "127.0.0.1", port = 0, secure?: object) {
  const hits: string[] = [];
  const seen: RequestListener = (request, response) => {
    hits.push(`${request.method} ${request.url}`);
    handle(request, response);
  };
  const server = secure ? createSecureServer(secure, seen) : createServer(seen);
  servers.push(server as Server);
  await new Promise<void>((resolve) => server.listen(port, address, () => resolve()));
  return { port: (server.address() as AddressInfo).port, hits, close: () => void server.close() };
}

type World = {
  allow?: AllowedDestination[];
  names?: Record<string, string[][]>;
  record?: (attempt: Attempt) => Promise<void>;
};

/** A client in a world with these open destinations and names; each look-up of a name takes its next answer. */
export function world({ allow = [], names = {}, record }: World) {
  const lookups: string[] = [];
  const client = createNetClient({
    clock: { now: () => AT },
    allowList: async () => allow,
    record: record ?? (async (attempt) => void attempts.push(attempt)),
    resolve: async (host) => {
      lookups.push(host);
      const answers = names[host];
      if (!answers) throw Object.assign(new Error(host), { code: "ENOTFOUND" });
      const addresses = answers.length > 1 ? answers.shift()! : answers[0]!;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  });
  const ask = (url: string, over: Partial<NetRequest> = {}) =>
    client.request({ url, purpose: "test.ask", actor: ACTOR, ...over });
  return { ask, lookups };
}

export const inside = (port: number, host = "model.test"): AllowedDestination => ({
  origin: `http://${host}:${port}`,
  privateNetwork: true,
});
