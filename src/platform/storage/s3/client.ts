import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../clock.ts";
import type { NetClient } from "../../net/client.ts";
import type { NetResponse } from "../../net/exchange.ts";
import { Problem } from "../../problem.ts";
import { signed } from "./sign.ts";
import { textOf } from "./xml.ts";

/** A bucket of an S3 service, as the configuration names it. */
export type Bucket = {
  /** `https://s3.example.ma`, without a path. */
  endpoint: string;
  bucket: string;
  region: string;
  keyId: string;
  secret: string;
  /** PEM of the authority that vouches for the endpoint, where the public ones do not. */
  ca?: string | undefined;
};

export type S3Call = {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Name of the object; empty for the bucket itself. */
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Buffer;
};

/** The service answered with an error; `code` is its own name for it. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  constructor(call: S3Call, { status, body }: Pick<NetResponse, "status" | "body">) {
    const code = textOf(body.toString(), "Code") ?? "";
    super(`S3 answered ${status} ${code} to ${call.method} ${call.key ?? ""}`);
    this.status = status;
    this.code = code;
  }
}

const NOTHING = Buffer.alloc(0);
const TRIES = 4;
const TIMEOUT_MS = 60_000;
const FLEETING = new Set(["net.timeout", "net.unreachable"]);

/**
 * Signs (AWS Signature Version 4, the body's SHA-256 among what is signed) and asks through the outbound client. What may
 * be over in a moment (no answer, 5xx, 429) is tried again. Answers below 300 and those in `expected` are given; others throw.
 */
export function s3Client(net: NetClient, bucket: Bucket, clock: Clock) {
  return async (call: S3Call, expected: readonly number[] = []): Promise<NetResponse> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(net, bucket, clock, call).catch((error: unknown) => {
        if (attempt < TRIES && error instanceof Problem && FLEETING.has(error.code)) return null;
        throw error;
      });
      if (answer && (answer.status < 300 || expected.includes(answer.status))) return answer;
      const isFleeting = !answer || answer.status >= 500 || answer.status === 429;
      if (answer && (!isFleeting || answer.status === 501 || attempt === TRIES)) throw new S3Error(call, answer);
      await sleep(100 * 3 ** attempt * (0.5 + Math.random()));
    }
  };
}

async function once(net: NetClient, bucket: Bucket, clock: Clock, call: S3Call): Promise<NetResponse> {
  const { method, body } = call;
  const url = new URL(`/${bucket.bucket}${call.key ? `/${call.key}` : ""}`, bucket.endpoint);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const headers = signed({ method, url, headers: call.headers ?? {}, body: body ?? NOTHING }, bucket, clock.now());
  return net.request({
    url: url.href,
    method,
    headers,
    ...(body && { body }),
    purpose: "storage.blobs",
    actor: { kind: "system", id: null },
    timeoutMs: TIMEOUT_MS,
    // A HEAD tells the size of what it does not send.
    ...(method === "HEAD" && { maxBytes: Number.MAX_SAFE_INTEGER }),
  });
}
