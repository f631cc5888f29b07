/** A refused field of a form: where, and why as a message key. */
export type FieldProblem = { path: string; code: string; params?: Record<string, unknown> };

/**
 * An expected refusal, told by a code that is also the key of its sentence in four languages (RFC 9457).
 * Anything else that is thrown is a bug and answers 500.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, unknown>;
  readonly fields: FieldProblem[];

  constructor(code: string, status: number, params: Record<string, unknown> = {}, fields: FieldProblem[] = []) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.params = params;
    this.fields = fields;
  }
}

/** `throw problem("leave.overlap", 409)`. */
export const problem = (code: string, status: number, params?: Record<string, unknown>): Problem =>
  new Problem(code, status, params);

/** Refuses a form with the fields at fault. */
export const invalid = (...fields: FieldProblem[]): Problem => new Problem("http.invalid", 422, {}, fields);

/** The one answer to someone who may not know that the thing exists. */
export const notFound = (): Problem => new Problem("http.not_found", 404);
