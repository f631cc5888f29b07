import type { FastifyRequest } from "fastify";
import { LOCALES, Locale } from "../wire/locale.ts";
import type { Identity } from "./authenticate.ts";

/** The reader's language: his own choice on this browser, then his account, then what the browser asks, then Arabic. */
export function localeOf(request: FastifyRequest, identity?: Identity | null): Locale {
  const chosen = Locale.safeParse(cookieOf(request.headers.cookie, "diwan_locale"));
  if (chosen.success) return chosen.data;
  if (identity?.locale) return identity.locale;
  for (const part of (request.headers["accept-language"] ?? "").split(",")) {
    const tag = part.split(";")[0]!.trim().toLowerCase();
    const found = LOCALES.find((locale) => tag === locale || tag.startsWith(`${locale}-`));
    if (found) return found;
  }
  return "ar";
}

/** One cookie's value out of a Cookie header; what cannot be read is as good as absent. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (part.slice(0, at).trim() === name) return decoded(part.slice(at + 1).trim());
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
