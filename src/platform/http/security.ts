import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { problem } from "../problem.ts";
import { hsts } from "../tls/options.ts";

/** The content security policy of every page; Trusted Types from the first day. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default react-aria dompurify 'allow-duplicates'",
    "report-uri /api/csp-reports",
  ].join("; ");
}

export function setSecurityHeaders(config: Config, reply: FastifyReply, nonce: string): void {
  reply.headers({
    "content-security-policy": contentSecurityPolicy(nonce),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), publickey-credentials-get=(self)",
    ...(config.host && { "strict-transport-security": hsts(config.tls.cert || config.tls.pfx ? "given" : "internal") }),
  });
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site could have caused: it must carry a header that no plain form can send, and the
 * browser must say that it comes from this origin.
 */
export function refuseForgery(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const foreign = (site && site !== "same-origin") || (origin && hostOf(origin) !== request.headers.host);
  if (foreign || request.headers["x-diwan"] !== "1") throw problem("http.forged", 403);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
