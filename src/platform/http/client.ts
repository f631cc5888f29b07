import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Platform } from "../platform.ts";
import type { Locale } from "../wire/locale.ts";
import { carry } from "./carried.ts";
import { cookieOf, localeOf } from "./locale.ts";
import { preloadsIn } from "./preloads.ts";

const DIRECTION = { ar: "rtl", fr: "ltr", zgh: "ltr", en: "ltr" } as const;
const YEAR_S = 31_536_000;
/** What only a document obeys; on a script, a style sheet or a font it is a kilobyte for nothing. */
const ONLY_FOR_DOCUMENTS = ["content-security-policy", "permissions-policy", "cross-origin-opener-policy"];
const NO_DOCUMENT = /\.(js|css|woff2)$/;

/** Serves the built client: hashed assets for a year, and one page for every address, with all that its first screen needs. */
export async function serveClient(app: FastifyInstance, platform: Platform): Promise<void> {
  const root = platform.config.webRoot;
  if (!existsSync(join(root, "index.html"))) {
    app.get("/*", async (_request, reply) => reply.status(503).type("text/plain").send("client not built"));
    return;
  }
  const template = readFileSync(join(root, "index.html"), "utf8");
  const carried = CARRIED.exec(template)?.[1]?.split(" ") ?? [];
  const preloads = preloadsIn(root);
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const forever = path.includes("/assets/");
      if (forever && NO_DOCUMENT.test(path.replace(/\.br$/, "")))
        for (const name of ONLY_FOR_DOCUMENTS) response.removeHeader(name);
      response.header("cache-control", forever ? `public, max-age=${YEAR_S}, immutable` : "no-cache");
    },
  });
  app.get("/*", async (request, reply) => {
    const locale = localeOf(request);
    const answers = await carry(app, carried, request, reply);
    const values = { ...appearance(request), answers, preloads: preloads[locale], ...languageOf(locale) };
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(fill(template, values));
  });
}

/** The place in the page where answers go, with the paths it asks for. */
const CARRIED = /\{\{answers ([^}]+)\}\}/;

const languageOf = (locale: Locale) => ({ lang: locale, dir: DIRECTION[locale] });

function appearance(request: FastifyRequest) {
  const oneOf = (name: string, allowed: string[]) => {
    const value = cookieOf(request.headers.cookie, name) ?? "";
    return allowed.includes(value) ? value : allowed[0]!;
  };
  return {
    theme: oneOf("diwan_theme", ["system", "light", "dark"]),
    density: oneOf("diwan_density", ["comfortable", "compact", "large"]),
    nonce: (request as { nonce?: string }).nonce ?? "",
  };
}

const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\{\{(\w+)[^}]*\}\}/g, (_all, name: string) => values[name] ?? "");
