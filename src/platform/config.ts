import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PoolConfig } from "pg";
import { z } from "zod";
import type { Bucket } from "./storage/s3/client.ts";

/** What the supervisor hands to a process, through its environment. */
const Environment = z.object({
  DIWAN_DATA: z.string().min(1),
  DIWAN_PORT: z.coerce.number().int().default(3000),
  DIWAN_HOST: z.string().optional(),
  DIWAN_HTTP_PORT: z.coerce.number().int().default(80),
  DIWAN_URL: z.url().optional(),
  DIWAN_DESK_URL: z.url().optional(),
  DIWAN_DB_OWNER: z.string(),
  DIWAN_DB_APP: z.string(),
  DATABASE_URL: z.string().optional(),
  DIWAN_DEMO: z.string().optional(),
  DIWAN_ONLY: z.enum(["web", "worker"]).optional(),
  DIWAN_TLS_CERT: z.string().optional(),
  DIWAN_TLS_KEY: z.string().optional(),
  DIWAN_TLS_PFX: z.string().optional(),
  DIWAN_TLS_PASSPHRASE: z.string().optional(),
  DIWAN_KEY_FILE: z.string().optional(),
  DIWAN_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  DIWAN_S3_BUCKET: z.string().optional(),
  DIWAN_S3_REGION: z.string().default("us-east-1"),
  DIWAN_S3_KEY_ID: z.string().optional(),
  DIWAN_S3_SECRET: z.string().optional(),
  DIWAN_S3_SECRET_FILE: z.string().optional(),
  DIWAN_S3_CA: z.string().optional(),
  DIWAN_WEB_ROOT: z.string().optional(),
  DIWAN_LOG_LEVEL: z.string().default("info"),
});

export type Config = {
  dataDir: string;
  port: number;
  /** The name by which the office reaches this machine; absent: loopback only, plain http. */
  host: string | null;
  /** Of a named Diwan: the plain http port that leads to https. */
  httpPort?: number;
  /** The origin people type, without a trailing slash. */
  url: string;
  /** The origin of the public side, `desk`. */
  deskUrl: string;
  database: { owner: PoolConfig; app: PoolConfig };
  /** The database is the institution's own server (DATABASE_URL), not the embedded one. */
  externalDatabase?: boolean;
  demo: boolean;
  only: "web" | "worker" | null;
  tls: { cert?: string; key?: string; pfx?: string; passphrase?: string };
  keyFile: string;
  /** Where sealed files lie instead of in the data folder. */
  s3?: Bucket;
  /** Folder of the built client. */
  webRoot: string;
  logLevel: string;
};

/** Reads the environment; throws with the list of what is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const e = Environment.parse(env);
  const host = e.DIWAN_HOST || null;
  const scheme = host ? "https" : "http";
  const name = host ?? "localhost";
  return {
    dataDir: e.DIWAN_DATA,
    port: e.DIWAN_PORT,
    host,
    httpPort: e.DIWAN_HTTP_PORT,
    url: e.DIWAN_URL ?? `${scheme}://${name}${isDefaultPort(scheme, e.DIWAN_PORT) ? "" : `:${e.DIWAN_PORT}`}`,
    deskUrl: e.DIWAN_DESK_URL ?? `${scheme}://${name}:${e.DIWAN_PORT + 1}`,
    database: { owner: JSON.parse(e.DIWAN_DB_OWNER), app: JSON.parse(e.DIWAN_DB_APP) },
    externalDatabase: Boolean(e.DATABASE_URL),
    demo: e.DIWAN_DEMO === "1",
    only: e.DIWAN_ONLY ?? null,
    tls: {
      ...(e.DIWAN_TLS_CERT && { cert: e.DIWAN_TLS_CERT }),
      ...(e.DIWAN_TLS_KEY && { key: e.DIWAN_TLS_KEY }),
      ...(e.DIWAN_TLS_PFX && { pfx: e.DIWAN_TLS_PFX }),
      ...(e.DIWAN_TLS_PASSPHRASE && { passphrase: e.DIWAN_TLS_PASSPHRASE }),
    },
    keyFile: e.DIWAN_KEY_FILE ?? join(e.DIWAN_DATA, "keys", "root.key"),
    ...(e.DIWAN_S3_ENDPOINT && { s3: bucketIn(e, e.DIWAN_S3_ENDPOINT) }),
    webRoot: e.DIWAN_WEB_ROOT ?? join(import.meta.dirname, "../../dist/web"),
    logLevel: e.DIWAN_LOG_LEVEL,
  };
}

/** @throws when a part of the bucket's address or credentials is missing */
function bucketIn(e: z.output<typeof Environment>, endpoint: string): Bucket {
  const secret = e.DIWAN_S3_SECRET_FILE ? readFileSync(e.DIWAN_S3_SECRET_FILE, "utf8").trim() : e.DIWAN_S3_SECRET;
  const { DIWAN_S3_BUCKET: bucket, DIWAN_S3_KEY_ID: keyId } = e;
  if (!bucket || !keyId || !secret)
    throw new Error(
      "DIWAN_S3_ENDPOINT needs DIWAN_S3_BUCKET, DIWAN_S3_KEY_ID and DIWAN_S3_SECRET_FILE or DIWAN_S3_SECRET",
    );
  const ca = e.DIWAN_S3_CA ? { ca: readFileSync(e.DIWAN_S3_CA, "utf8") } : {};
  return { endpoint: new URL(endpoint).origin, bucket, region: e.DIWAN_S3_REGION, keyId, secret, ...ca };
}

const isDefaultPort = (scheme: string, port: number) => (scheme === "https" ? port === 443 : port === 80);
