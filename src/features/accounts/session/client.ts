import { isIPv4, isIPv6 } from "node:net";
import type { FastifyRequest } from "fastify";
import type { Platform } from "#platform/platform.ts";
import { agentLabel } from "./agent.ts";
import { cookieNames, cookieValue } from "./cookies.ts";
import { hashOfToken, newToken, type Token } from "./token.ts";

/** The browser that calls, as far as sign-in cares. */
export type Client = {
  /** The network it calls from; the address itself is not kept. */
  network: string;
  /** "Firefox · Windows". */
  agent: string;
  /** The browser's own secret: the one its cookie holds, or a new one to be set when it signs in. */
  device: Token;
  /** The address in its bar, for WebAuthn. */
  origin: string | null;
};

export function clientOf(platform: Platform, request: FastifyRequest): Client {
  const held = cookieValue(request.headers.cookie, cookieNames(platform.config).device);
  return {
    network: networkOf(request.ip),
    agent: agentLabel(request.headers["user-agent"] ?? ""),
    device: held ? { token: held, hash: hashOfToken(held) } : newToken(),
    origin: request.headers.origin ?? null,
  };
}

const PRIVATE = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/**
 * Who shares a counter of failures. On the office's network one address is one machine; outside, whoever holds one
 * address of a /24 (IPv4) or a /64 (IPv6) easily has the others.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(plain)) return PRIVATE.test(plain) ? plain : `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(plain)) return "unknown";
  return `${groupsOf(plain).slice(0, 4).join(":")}::/64`;
}

function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("%")[0]!.toLowerCase().split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill("0"), ...right].map((group) => group.replace(/^0+(?=.)/, ""));
}
