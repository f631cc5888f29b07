import type { z } from "zod";
import { ceilingOf } from "./access/strength.ts";
import type { Call, Ctx } from "./context.ts";
import { affected, maybe, sql } from "./db/db.ts";
import type { Platform } from "./platform.ts";
import { type FieldProblem, Problem, problem } from "./problem.ts";

/** What a person can do: one verb, one transaction. */
export type Command<I, O, S = z.ZodType<I>> = {
  name: string;
  input: S;
  run: (ctx: Ctx, input: I) => Promise<O>;
  /** False for acts whose answer holds a secret: it is not kept for replay. */
  idempotent: boolean;
};

export function command<S extends z.ZodType, O>(
  name: string,
  input: S,
  run: (ctx: Ctx, input: z.output<S>) => Promise<O>,
  options: { idempotent?: boolean } = {},
): Command<z.output<S>, O, S> {
  return { name, input, run, idempotent: options.idempotent ?? true };
}

/** Opens the transaction with its settings for row level security, runs, commits. Retries a serialisation loser. */
export async function transact<T>(platform: Platform, call: Call, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const at = platform.clock.now();
      const { actor, locale, requestId } = call;
      const settings = {
        "diwan.actor": actor.id ?? actor.onBehalf ?? "",
        "diwan.kind": actor.kind,
        "diwan.at": at.toISOString(),
        "diwan.ceiling": String(ceilingOf(actor)),
      };
      return await platform.db.transaction((tx) => run({ tx, at, platform, actor, locale, requestId }), { settings });
    } catch (error) {
      if (attempt < 4 && isRetryable(error)) continue;
      throw error;
    }
  }
}

/** Answers a question in its own transaction. */
export const ask = transact;

/** Checks the input, then performs the command; with an idempotency key, at most once. */
export async function perform<I, O>(
  platform: Platform,
  call: Call,
  verb: Command<I, O, unknown>,
  input: unknown,
): Promise<O> {
  const parsed = parseInput(verb.input as z.ZodType<I>, input);
  return transact(platform, call, async (ctx) => {
    const replay = verb.idempotent && call.idempotency ? await claimKey(ctx, verb.name, call.idempotency) : null;
    if (replay) return replay.answer as O;
    const answer = await verb.run(ctx, parsed);
    if (verb.idempotent && call.idempotency) await keepAnswer(ctx, verb.name, call.idempotency.key, answer);
    return answer;
  });
}

/** Parses or refuses with the fields at fault; text that the database cannot hold is refused wherever it stands. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const unstorable = [...unstorableText(input)];
  if (unstorable.length > 0) throw new Problem("http.invalid", 422, {}, unstorable);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Problem("http.invalid", 422, {}, result.error.issues.map(fieldProblem));
}

/** Where text holds a NUL or half of a surrogate pair: neither is a character (Unicode, D76; PostgreSQL 8.3). */
function* unstorableText(value: unknown, path = ""): Generator<FieldProblem> {
  const under = (name: string) => (path ? `${path}.${name}` : name);
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed()) yield { path, code: "http.field_unstorable" };
  } else if (value && typeof value === "object" && !Buffer.isBuffer(value)) {
    for (const [name, one] of Object.entries(value)) {
      if (name.includes("\0") || !name.isWellFormed()) yield { path, code: "http.field_invalid_key" };
      else yield* unstorableText(one, under(name));
    }
  }
}

/** A zod issue told by a code of ours; a code that already names a feature's message passes through. */
export function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const path = issue.path.map(String).join(".");
  const params = {
    ...("minimum" in issue && { minimum: issue.minimum }),
    ...("maximum" in issue && { maximum: issue.maximum }),
  };
  if (issue.code === "custom" && /^[a-z_]+\.[a-z_]+$/.test(issue.message)) return { path, code: issue.message };
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  const empty = issue.code === "too_small" && issue.origin === "string" && issue.minimum === 1;
  return { path, code: missing || empty ? "http.field_required" : `http.field_${issue.code}`, params };
}

const scopeOf = (ctx: Ctx) => ctx.actor.id ?? ctx.actor.name ?? ctx.actor.kind;

async function claimKey(ctx: Ctx, name: string, { key, hash }: { key: string; hash: string }) {
  const claimed = await affected(
    ctx.tx,
    sql`insert into http.idempotency (scope, key, command, hash, at)
        values (${scopeOf(ctx)}, ${key}, ${name}, ${hash}, ${ctx.at}) on conflict do nothing`,
  );
  if (claimed) return null;
  const kept = await maybe<{ hash: string; answer: unknown }>(
    ctx.tx,
    sql`select hash, answer from http.idempotency where scope = ${scopeOf(ctx)} and key = ${key} and command = ${name}`,
  );
  if (kept?.hash !== hash) throw problem("http.idempotency_key_reused", 422);
  return kept;
}

async function keepAnswer(ctx: Ctx, name: string, key: string, answer: unknown) {
  await sql`update http.idempotency set answer = ${JSON.stringify(answer ?? null)}::jsonb
    where scope = ${scopeOf(ctx)} and key = ${key} and command = ${name}`.execute(ctx.tx);
}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
function isRetryable(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}
