import { readFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import { DepositBody, keepDeposit, SpoolFull } from "#platform/deposits/deposits.ts";
import { rateLimit } from "#platform/http/rate-limit.ts";
import { fromBase64Url } from "#platform/statement/statement.ts";
import { verifyStatement } from "#platform/statement/verify.ts";
import { publicOf } from "./folders.ts";
import { negotiate } from "./negotiate.ts";
import { type PublishedDesk, paperKeys } from "./published.ts";
import { pageWords } from "./words.ts";

export type DeskOptions = {
  /** The desk's folder: `public` is written by the inside, `deposits` by us. */
  dir: string;
  now?: () => Date;
  /** Set when a proxy of the institution stands in front: the last address of X-Forwarded-For is then the source. */
  behindProxy?: boolean;
  /** Strict-Transport-Security, when served by https. */
  hsts?: string;
  onError?: (error: unknown) => void;
};

const MINUTE_MS = 60_000;
const BODY_LIMIT = 24_576;
const FILE = /^\/v\/(?:(index\.(?:ar|fr|zgh|en)\.html|revocations\.json|desk\.json)|fonts\/([a-z0-9-]+\.woff2))$/;
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  json: "application/json",
  woff2: "font/woff2",
};

const CheckBody = z.object({
  statement: z.string().max(600),
  facts: z
    .object({
      values: z.record(z.string().max(64), z.union([z.string().max(500), z.number(), z.boolean()])),
      salt: z.string().max(60),
    })
    .optional(),
});

/** An answer: nothing else is sent, and nothing is remembered of who asked. */
type Answer = { status: number; type?: string; body?: string | Uint8Array; headers?: Record<string, string> };

/**
 * What outsiders reach. No cookies, no log of addresses, no database: the published folder, the check for old browsers and
 * the box for sealed deposits.
 */
export function deskListener(options: DeskOptions): RequestListener {
  const now = options.now ?? (() => new Date());
  const limit = (most: number, minutes: number) =>
    rateLimit({ most, windowMs: minutes * MINUTE_MS, now: () => now().getTime() });
  const limits = { read: limit(300, 1), check: limit(30, 1), deposit: limit(5, 10) };
  const desk = { ...options, now, limits };
  return (request, response) => {
    answer(desk, request)
      .catch((error: unknown) => {
        options.onError?.(error);
        return { status: 500 };
      })
      .then((given) => compressed(given, String(request.headers["accept-encoding"] ?? "")))
      .then((given) => send(response, given, options.hsts, request.method === "HEAD"));
  };
}

type Desk = DeskOptions & {
  now: () => Date;
  limits: Record<"read" | "check" | "deposit", (source: string) => boolean>;
};

async function answer(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const { pathname, search, searchParams } = new URL(request.url ?? "/", "http://desk");
  const source = sourceOf(request, desk.behindProxy ?? false);
  const route = `${request.method === "HEAD" ? "GET" : request.method} ${pathname}`;
  if (route === "POST /v/check") return desk.limits.check(source) ? check(desk, request) : TOO_MANY;
  if (route === "POST /deposits") return desk.limits.deposit(source) ? deposit(desk, request) : TOO_MANY;
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, headers: { allow: "GET, HEAD" } };
  if (!desk.limits.read(source)) return TOO_MANY;
  if (pathname === "/" || pathname === "/v") return { status: 302, headers: { location: `/v/${search}` } };
  if (pathname === "/health/live") return { status: 200, type: "text", body: "ok" };
  const language = negotiate(searchParams.get("lang"), request.headers["accept-language"]);
  if (pathname === "/v/" || pathname === "/v/index.html") {
    const page = await published(desk, `index.${language}.html`);
    if (!page) return message(503, language, "desk.not_published");
    return { status: 200, type: "html", body: page, headers: { vary: "accept-language", "cache-control": "no-cache" } };
  }
  return (await file(desk, pathname)) ?? message(404, language, "desk.not_found");
}

const TOO_LARGE: Answer = { status: 413, headers: { connection: "close" } };
const TOO_MANY: Answer = { status: 429, headers: { "retry-after": "600" } };

async function file(desk: Desk, pathname: string): Promise<Answer | null> {
  const [, plain, font] = FILE.exec(pathname) ?? [];
  const name = plain ?? (font && join("fonts", font));
  const body = name ? await published(desk, name) : null;
  if (!body || !name) return null;
  const type = name.split(".").at(-1)!;
  return { status: 200, type, body, headers: { "cache-control": font ? "public, max-age=86400" : "no-cache" } };
}

const published = (desk: Desk, name: string) =>
  readFile(join(publicOf(desk.dir), "v", name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

async function description(desk: Desk): Promise<PublishedDesk | null> {
  const bytes = await published(desk, "desk.json");
  return bytes && (JSON.parse(bytes.toString("utf8")) as PublishedDesk);
}

/** Verification for browsers that cannot do it themselves. */
async function check(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const read = await readJson(request, CheckBody);
  if ("status" in read) return read;
  const about = await description(desk);
  if (!about) return { status: 503 };
  const list = await published(desk, "revocations.json");
  const revocations = list && JSON.parse(list.toString("utf8"));
  const { statement, facts } = read.value;
  return json(200, await verifyStatement(statement, paperKeys(about), { revocations, ...(facts && { facts }) }));
}

async function deposit(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const read = await readJson(request, DepositBody);
  if ("status" in read) return read;
  const about = await description(desk);
  if (!about?.depositKey) return { status: 503 };
  try {
    return json(202, { receipt: await keepDeposit(desk.dir, read.value, fromBase64Url(about.depositKey), desk.now()) });
  } catch (error) {
    if (error instanceof SpoolFull) return { status: 503 };
    throw error;
  }
}

/**
 * Only `application/json`: another site's page cannot send that without asking first, and we never say yes, so nobody
 * deposits or checks through someone else's browser.
 */
async function readJson<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<{ value: T } | Answer> {
  if (request.headers["content-type"]?.split(";")[0]?.trim() !== "application/json") return { status: 415 };
  if (Number(request.headers["content-length"] ?? 0) > BODY_LIMIT) return TOO_LARGE;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return TOO_LARGE;
    chunks.push(chunk as Buffer);
  }
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    return parsed.success ? { value: parsed.data } : { status: 422 };
  } catch {
    return { status: 400 };
  }
}

function sourceOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy
    ? String(request.headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : "";
  return forwarded || request.socket.remoteAddress || "";
}

const json = (status: number, value: unknown): Answer => ({ status, type: "json", body: JSON.stringify(value) });

const words = pageWords();

function message(status: number, language: keyof typeof words, key: string): Answer {
  const text = words[language][key] ?? "";
  const direction = language === "ar" ? "rtl" : "ltr";
  const body = `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text}</title><p>${text}</p>`;
  return { status, type: "html", body };
}

/** A phone on a poor line gets a quarter of the bytes; fonts are compressed already. */
async function compressed(answer: Answer, accepted: string): Promise<Answer> {
  const { body = "", type, headers } = answer;
  if (body.length < 1024 || type === "woff2" || !/\bgzip\b/.test(accepted)) return answer;
  const vary = [headers?.vary, "accept-encoding"].filter(Boolean).join(", ");
  return { ...answer, body: await gzipped(body), headers: { ...headers, vary, "content-encoding": "gzip" } };
}

const gzipped = promisify<string | Uint8Array, Buffer>(gzip);

function send(response: ServerResponse, answer: Answer, hsts: string | undefined, headOnly: boolean): void {
  const body = answer.body ?? "";
  response.writeHead(answer.status, {
    "content-type": TYPES[answer.type ?? ""] ?? "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    // The page's own policy is in its head; this one holds for everything and adds what a page cannot say of itself.
    "content-security-policy": `${answer.type === "html" && answer.status === 200 ? "" : "default-src 'none'; "}frame-ancestors 'none'; base-uri 'none'`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
    ...(hsts && { "strict-transport-security": hsts }),
    ...answer.headers,
  });
  response.end(headOnly ? undefined : body);
}
