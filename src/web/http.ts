import type { ProblemBody } from "#platform/wire/problem.ts";

/** A field the server refused: `path` is dotted (`period.from`), `title` the sentence in the reader's language. */
export type RefusedField = { path: string; code: string; title: string };

/**
 * A refusal or failure of a call. `code` is a message key; `title` is the server's sentence in the reader's language,
 * empty when no server answered (the sentence is then that of the code: `web.offline`, `web.unreachable`).
 */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly params: Record<string, unknown>;
  readonly fields: RefusedField[];
  readonly requestId: string | undefined;

  constructor(body: Partial<ProblemBody> & { code: string; status: number }) {
    super(body.code);
    this.name = "ApiProblem";
    this.code = body.code;
    this.status = body.status;
    this.title = body.title ?? "";
    this.params = body.params ?? {};
    this.fields = body.fields ?? [];
    this.requestId = body.requestId;
  }
}

export type CallOptions = {
  /** Query parameters; `undefined` and empty ones are left out, arrays repeat. */
  query?: Record<string, string | number | boolean | readonly string[] | null | undefined>;
  /** JSON body, or a FormData / Blob sent as it is. */
  body?: unknown;
  /** The form's idempotency key (`useFormKey()`): the same key never acts twice. */
  key?: string;
  /** The version that the person saw; a later one answers 409 `stale`. */
  version?: number | string;
  signal?: AbortSignal;
};

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A fresh key for one act. Works on plain http too, where `crypto.randomUUID` is absent. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Calls `/api<path>` and gives its JSON (undefined for 204). Throws `ApiProblem` for every refusal and failure. */
export async function api<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  throw await problemOf(response);
}

/** Downloads a file: its bytes and the name the server gives it. */
export async function download(path: string, options: CallOptions = {}): Promise<{ blob: Blob; name: string }> {
  const response = await send("GET", path, options);
  if (!response.ok) throw await problemOf(response);
  const disposition = response.headers.get("content-disposition") ?? "";
  const name = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return { blob: await response.blob(), name: name ? decodeURIComponent(name) : "" };
}

export const get = <T>(path: string, options?: CallOptions): Promise<T> => api<T>("GET", path, options);
export const post = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> =>
  api<T>("POST", path, { ...options, body });
export const put = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> =>
  api<T>("PUT", path, { ...options, body });
export const patch = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> =>
  api<T>("PATCH", path, { ...options, body });
export const del = <T = void>(path: string, options?: CallOptions): Promise<T> => api<T>("DELETE", path, options);

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const { body, signal } = options;
  const init: RequestInit = { method, headers: headersOf(method, options), credentials: "same-origin" };
  if (signal) init.signal = signal;
  if (body !== undefined) init.body = isRaw(body) ? body : JSON.stringify(body);
  try {
    return await fetch(addressOf(path, options.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({ code: navigator.onLine ? "web.unreachable" : "web.offline", status: 0 });
  }
}

const isRaw = (body: unknown): body is FormData | Blob => body instanceof FormData || body instanceof Blob;

function headersOf(method: Method, { body, key, version }: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", "x-diwan": "1" };
  if (body !== undefined && !isRaw(body)) headers["content-type"] = "application/json";
  if (method === "POST") headers["idempotency-key"] = key ?? newKey();
  if (version !== undefined) headers["if-match"] = `"${version}"`;
  return headers;
}

function addressOf(path: string, query: CallOptions["query"]): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return `/api${path}${text && `?${text}`}`;
}

const LATELY_MS = 5 * 60_000;
let lastRefusal: { requestId: string; code: string; at: number } | undefined;

/** The last call that the server refused in these five minutes, for whoever reports what is wrong. */
export function refusedLately(): { requestId: string; code: string } | null {
  if (!lastRefusal || Date.now() - lastRefusal.at > LATELY_MS) return null;
  return { requestId: lastRefusal.requestId, code: lastRefusal.code };
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const isProblem = response.headers.get("content-type")?.includes("json");
  const body = isProblem ? ((await response.json().catch(() => ({}))) as Partial<ProblemBody>) : {};
  if (body.requestId && response.status !== 401)
    lastRefusal = { requestId: body.requestId, code: body.code ?? "", at: Date.now() };
  return new ApiProblem({ ...body, code: body.code ?? "web.server_failed", status: response.status });
}
