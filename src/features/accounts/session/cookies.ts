import type { FastifyReply } from "fastify";
import type { Config } from "#platform/config.ts";
import { cookieOf } from "#platform/http/locale.ts";
import type { Platform } from "#platform/platform.ts";
import type { Client } from "./client.ts";

const YEAR_S = 31_536_000;
const isSecure = (config: Config) => config.url.startsWith("https:");

/** `__Host-` ties a cookie to this very host over TLS; browsers refuse the prefix on plain http, which is loopback only. */
export function cookieNames(config: Config): { session: string; device: string } {
  const prefix = isSecure(config) ? "__Host-" : "";
  return { session: `${prefix}diwan`, device: `${prefix}diwan_device` };
}

/** A cookie's value; a malformed one is none. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  try {
    return cookieOf(header, name) || undefined;
  } catch {
    return undefined;
  }
}

const attributes = (config: Config) => `Path=/; HttpOnly; SameSite=Lax${isSecure(config) ? "; Secure" : ""}`;

/** The session lives as long as the browser; the device is remembered for a year. */
export function setSessionCookies({ config }: Platform, reply: FastifyReply, token: string, client: Client): void {
  const names = cookieNames(config);
  reply.header("set-cookie", [
    `${names.session}=${token}; ${attributes(config)}`,
    `${names.device}=${client.device.token}; ${attributes(config)}; Max-Age=${YEAR_S}`,
  ]);
}

export function clearSessionCookie({ config }: Platform, reply: FastifyReply): void {
  reply.header("set-cookie", `${cookieNames(config).session}=; ${attributes(config)}; Max-Age=0`);
}

/** What the page needs before anyone is known: readable by its script, no secret. */
export function setPreferenceCookies(
  { config }: Platform,
  reply: FastifyReply,
  preferences: Record<string, string | undefined>,
): void {
  const cookies = Object.entries(preferences)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(
      ([name, value]) =>
        `diwan_${name}=${value}; Path=/; SameSite=Lax; Max-Age=${YEAR_S}${isSecure(config) ? "; Secure" : ""}`,
    );
  if (cookies.length > 0) reply.header("set-cookie", cookies);
}
