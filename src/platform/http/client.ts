import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Platform } from "../platform.ts";
import { cookieOf, localeOf } from "./locale.ts";

const DIRECTION = { ar: "rtl", fr: "ltr", zgh: "ltr", en: "ltr" } as const;
const YEAR_S = 31_536_000;

/** Serves the built client: hashed assets for a year, and one page for every address, with language and theme already set. */
export async function serveClient(app: FastifyInstance, platform: Platform): Promise<void> {
  const root = platform.config.webRoot;
  if (!existsSync(join(root, "index.html"))) {
    app.get("/*", async (_request, reply) => reply.status(503).type("text/plain").send("client not built"));
    return;
  }
  const template = readFileSync(join(root, "index.html"), "utf8");
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forever = path.includes("/assets/");
      response.header("cache-control", forever ? `public, max-age=${YEAR_S}, immutable` : "no-cache");
    },
  });
  app.get("/*", async (request, reply) =>
    reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(fill(template, request)),
  );
}

function fill(template: string, request: FastifyRequest): string {
  const locale = localeOf(request);
  const oneOf = (name: string, allowed: string[]) => {
    const value = cookieOf(request.headers.cookie, name) ?? "";
    return allowed.includes(value) ? value : allowed[0]!;
  };
  const values: Record<string, string> = {
    lang: locale,
    dir: DIRECTION[locale],
    theme: oneOf("diwan_theme", ["system", "light", "dark"]),
    density: oneOf("diwan_density", ["comfortable", "compact", "large"]),
    nonce: (request as { nonce?: string }).nonce ?? "",
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? "");
}
