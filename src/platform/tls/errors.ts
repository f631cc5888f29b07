/**
 * A refusal about certificates: the code is the key of its sentence in four languages (messages/), `params` fill it.
 * Thrown at start-up, before any request exists; the administration page shows the same codes.
 */
export class TlsError extends Error {
  readonly code: string;
  readonly params: Record<string, string>;

  constructor(code: string, params: Record<string, string> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, { cause });
    this.name = "TlsError";
    this.code = code;
    this.params = params;
  }
}
