/** Exit codes, as sysexits.h names them; `found` when a check was made and what was checked does not hold. */
export const EXIT = {
  found: 1,
  usage: 64,
  data: 65,
  noInput: 66,
  unavailable: 69,
  software: 70,
  busy: 75,
  noPermission: 77,
} as const;

/** What the console refuses: the key of its sentence (`cli.*`, or a code of another module) and what fills it. */
export class Refusal extends Error {
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly exitCode: number;
  constructor(code: string, params: Record<string, unknown>, exitCode: number) {
    super(code);
    this.code = code;
    this.params = params;
    this.exitCode = exitCode;
  }
}

/** Any error as what the terminal and the socket can tell; null for what nobody foresaw. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const { fields, ...whole } = (error ?? {}) as { fields?: object[]; code?: unknown; params?: Record<string, unknown> };
  // Of a form that was refused, the first field says more than the form.
  const { code, params = {} } = (fields?.[0] as typeof whole) ?? (error as typeof whole) ?? {};
  if (typeof code !== "string" || !/^[a-z_]+\.[a-z_]+$/.test(code)) return null;
  if (code.startsWith("backup.")) return new Refusal(`cli.${code.replace(".", "_")}`, params, EXIT.data);
  return new Refusal(code, params, code === "db.in_use" ? EXIT.busy : EXIT.unavailable);
}

/** What the operating system refused about a file that the operator named; null for any other error. */
export function fileRefusalOf(error: unknown): Refusal | null {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code !== "string" || !syscall || !path) return null;
  return new Refusal("cli.file_refused", { path, reason: code }, EXIT.noPermission);
}
