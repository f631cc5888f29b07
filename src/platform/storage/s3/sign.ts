import { createHash, createHmac } from "node:crypto";

export type Credentials = { keyId: string; secret: string; region: string };
export type Unsigned = { method: string; url: URL; headers: Record<string, string>; body: Uint8Array };

/**
 * AWS Signature Version 4 for S3, in headers ("Signature Calculations for the Authorization Header: Transferring Payload in
 * a Single Chunk", Amazon S3 API Reference): every header given is signed, and the body by its SHA-256.
 * @returns the headers to send
 */
export function signed({ method, url, headers, body }: Unsigned, by: Credentials, at: Date): Record<string, string> {
  const moment = at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const all = {
    ...headers,
    host: url.host,
    "x-amz-date": moment,
    "x-amz-content-sha256": sha256(body),
  } as Record<string, string>;
  const names = Object.keys(all).sort();
  const canonical = [
    method,
    url.pathname
      .split("/")
      .map((part) => encoded(decodeURIComponent(part)))
      .join("/"),
    [...url.searchParams]
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join("&"),
    ...names.map((name) => `${name}:${all[name]!.trim().replace(/ +/g, " ")}`),
    "",
    names.join(";"),
    all["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${moment.slice(0, 8)}/${by.region}/s3/aws4_request`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${by.secret}`);
  const signature = createHmac("sha256", key)
    .update(`AWS4-HMAC-SHA256\n${moment}\n${scope}\n${sha256(canonical)}`)
    .digest("hex");
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${by.keyId}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`,
  };
}

const sha256 = (of: string | Uint8Array) => createHash("sha256").update(of).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** RFC 3986, section 2.3: only unreserved characters stand for themselves. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
