import { visible } from "#platform/access/compile.ts";
import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, one, sql } from "#platform/db/db.ts";
import type { After } from "#platform/http/cursor.ts";
import type { Act, Language, RequestState, Verdict } from "./schema.ts";

export type RequestRecord = {
  id: string;
  kind: string;
  reference: string | null;
  state: RequestState;
  requester: string;
  filed_by: string;
  proof: string | null;
  language: Language;
  unit: string | null;
  form: Record<string, unknown>;
  facts: Record<string, unknown>;
  round: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  submitted_at: Date | null;
  ended_at: Date | null;
};

export type StepRecord = {
  id: string;
  request: string;
  round: number;
  position: number;
  key: string;
  act: Act;
  post: string | null;
  role: string | null;
  state: "waiting" | "current" | "held" | "done" | "skipped" | "void";
  verdict: Verdict | null;
  acted_by: string | null;
  capacity: "holder" | "interim" | "delegate" | "office" | null;
  act_number: string;
  act_day: string | null;
  entered_by: string | null;
  proof: string | null;
  prepared_by: string | null;
  reason: string | null;
  comment: string;
  due_on: string | null;
  started_at: Date | null;
  acted_at: Date | null;
  held_until: Date | null;
};

const text = (value: unknown) => JSON.stringify(value);

/** What the actor may see of requests, and of what hangs on them (the first wall; platform/access/README.md). */
const seen = (ctx: Ctx) => visible(ctx, "read", sql`r.id`);
const ofSeen = (ctx: Ctx) => visible(ctx, "read", sql`s.request`);

export const requestById = (ctx: Ctx, id: string) =>
  maybe<RequestRecord>(ctx.tx, sql`select * from requests.request r where r.id = ${id} and ${seen(ctx)}`);
export const lockRequest = (ctx: Ctx, id: string) =>
  maybe<RequestRecord>(
    ctx.tx,
    sql`select * from requests.request r where r.id = ${id} and ${seen(ctx)} for update of r`,
  );

export async function insertRequest(
  ctx: Ctx,
  row: {
    id: string;
    kind: string;
    requester: string;
    filedBy: string;
    proof: string | null;
    language: Language;
    form: unknown;
  },
): Promise<void> {
  await sql`insert into requests.request (id, kind, state, requester, filed_by, proof, language, form, created_at, updated_at)
    values (${row.id}, ${row.kind}, 'draft', ${row.requester}, ${row.filedBy}, ${row.proof}, ${row.language}, ${text(row.form)}::jsonb,
      ${ctx.at}, ${ctx.at})`.execute(ctx.tx);
}

/** Saves what was entered, if nobody saved since; false when the version is stale. */
export async function updateForm(
  ctx: Ctx,
  id: string,
  version: number,
  form: unknown,
  language: Language,
): Promise<boolean> {
  const query = sql`update requests.request set form = ${text(form)}::jsonb, language = ${language}, version = version + 1, updated_at = ${ctx.at}
    where id = ${id} and version = ${version}`;
  return (await affected(ctx.tx, query)) > 0;
}

export async function saveSubmission(
  ctx: Ctx,
  id: string,
  row: { reference: string; unit: string | null; facts: unknown; round: number },
): Promise<void> {
  await sql`update requests.request set state = 'submitted', reference = ${row.reference}, unit = ${row.unit}, facts = ${text(row.facts)}::jsonb,
    round = ${row.round}, version = version + 1, updated_at = ${ctx.at}, submitted_at = ${ctx.at} where id = ${id}`.execute(
    ctx.tx,
  );
}

export async function setFacts(ctx: Ctx, id: string, facts: unknown): Promise<void> {
  await sql`update requests.request set facts = ${text(facts)}::jsonb, version = version + 1, updated_at = ${ctx.at} where id = ${id}`.execute(
    ctx.tx,
  );
}

export async function setState(ctx: Ctx, id: string, state: RequestState): Promise<void> {
  const ended = ["approved", "refused", "withdrawn", "annulled"].includes(state) ? ctx.at : null;
  await sql`update requests.request set state = ${state}, version = version + 1, updated_at = ${ctx.at}, ended_at = ${ended}
    where id = ${id}`.execute(ctx.tx);
}

export async function touch(ctx: Ctx, id: string): Promise<void> {
  await sql`update requests.request set version = version + 1, updated_at = ${ctx.at} where id = ${id}`.execute(ctx.tx);
}

type Whose = { requester: string } | { actedBy: string } | { filedFor: string };

function belongs(whose: Whose) {
  // A draft that was put away was never sent: nothing of it is kept in sight.
  if ("requester" in whose)
    return sql`requester = ${whose.requester} and not (state = 'withdrawn' and submitted_at is null)`;
  if ("filedFor" in whose) return sql`filed_by = ${whose.filedFor} and requester <> ${whose.filedFor}`;
  return sql`state <> 'draft' and exists (select from requests.step s where s.request = r.id and s.acted_by = ${whose.actedBy})`;
}

/** The latest first, after one already shown: a person's own, those in which he acted, or those he entered for others. */
export const requestsOf = (ctx: Ctx, whose: Whose, after: After | null, limit: number) =>
  many<RequestRecord>(
    ctx.tx,
    sql`select * from requests.request r
      where (${after?.id ?? null}::uuid is null or (updated_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        and ${belongs(whose)} and ${seen(ctx)} order by updated_at desc, id desc limit ${limit}`,
  );

/** A person's own requests that came back for correction. */
export const returnedTo = (ctx: Ctx, requester: string) =>
  many<RequestRecord>(
    ctx.tx,
    sql`select * from requests.request r where requester = ${requester} and state = 'returned' and ${seen(ctx)}
      order by updated_at desc, id desc limit 100`,
  );

/** Of one kind, in some states, of some requesters or of everyone. */
export const openRequests = (ctx: Ctx, kind: string, states: RequestState[], requesters: readonly string[] | null) =>
  many<RequestRecord>(
    ctx.tx,
    sql`select * from requests.request r where kind = ${kind} and state = any(${states}::text[])
      and (${requesters}::uuid[] is null or requester = any(${requesters}::uuid[])) and ${seen(ctx)}`,
  );

// --- steps ---------------------------------------------------------------------------------------------------

export const stepsOf = (ctx: Ctx, requests: readonly string[]) =>
  many<StepRecord>(
    ctx.tx,
    sql`select * from requests.step s where s.request = any(${requests}::uuid[]) and ${ofSeen(ctx)} order by request, round, position`,
  );

export async function insertStep(
  ctx: Ctx,
  row: Pick<StepRecord, "id" | "request" | "round" | "position" | "key" | "act" | "post" | "role" | "state">,
): Promise<void> {
  await sql`insert into requests.step (id, request, round, position, key, act, post, role, state)
    values (${row.id}, ${row.request}, ${row.round}, ${row.position}, ${row.key}, ${row.act}, ${row.post}, ${row.role}, ${row.state})`.execute(
    ctx.tx,
  );
}

export async function startStep(ctx: Ctx, id: string, dueOn: string): Promise<void> {
  await sql`update requests.step set state = 'current', started_at = ${ctx.at}, due_on = ${dueOn} where id = ${id}`.execute(
    ctx.tx,
  );
}

export type Verdicted = Pick<
  StepRecord,
  | "verdict"
  | "acted_by"
  | "capacity"
  | "act_number"
  | "act_day"
  | "entered_by"
  | "proof"
  | "prepared_by"
  | "reason"
  | "comment"
>;

export async function recordVerdict(
  ctx: Ctx,
  id: string,
  state: "held" | "done",
  v: Verdicted,
  heldUntil: Date | null,
): Promise<void> {
  await sql`update requests.step set state = ${state}, verdict = ${v.verdict}, acted_by = ${v.acted_by}, capacity = ${v.capacity},
    act_number = ${v.act_number}, act_day = ${v.act_day}, entered_by = ${v.entered_by}, proof = ${v.proof}, prepared_by = ${v.prepared_by},
    reason = ${v.reason}, comment = ${v.comment}, acted_at = ${ctx.at}, held_until = ${heldUntil} where id = ${id}`.execute(
    ctx.tx,
  );
}

export async function clearVerdict(ctx: Ctx, id: string): Promise<void> {
  await sql`update requests.step set state = 'current', verdict = null, acted_by = null, capacity = null, act_number = '', act_day = null,
    reason = null, comment = '', prepared_by = null, acted_at = null, held_until = null where id = ${id}`.execute(
    ctx.tx,
  );
}

export async function settleStep(ctx: Ctx, id: string): Promise<void> {
  await sql`update requests.step set state = 'done', held_until = null where id = ${id} and state = 'held'`.execute(
    ctx.tx,
  );
}

/** Ends what is still open of a round: the request moved on without it. */
export async function voidOpenSteps(ctx: Ctx, request: string): Promise<void> {
  await sql`update requests.step set state = 'void' where request = ${request} and state in ('waiting', 'current', 'held')`.execute(
    ctx.tx,
  );
}

export const currentStepsFor = (
  ctx: Ctx,
  who: {
    person: string;
    posts: readonly string[];
    roles: readonly string[];
    delegated: readonly { post: string; scopes: readonly string[] }[];
  },
) => {
  const pairs = who.delegated.flatMap(({ post, scopes }) => scopes.map((scope) => ({ post, scope })));
  return many<StepRecord & { r: RequestRecord }>(
    ctx.tx,
    sql`select s.*, to_jsonb(r) as r from requests.step s join requests.request r on r.id = s.request
      where s.state = 'current' and r.state = 'submitted' and r.requester <> ${who.person} and ${seen(ctx)}
        and (s.post = any(${who.posts}::uuid[]) or s.role = any(${who.roles}::text[])
          or (s.post, r.kind) in (select * from unnest(${pairs.map((p) => p.post)}::uuid[], ${pairs.map((p) => p.scope)}::text[])))
      order by s.started_at limit 500`,
  );
};

export const countActed = (ctx: Ctx, person: string, since: Date) =>
  one<{ n: number }>(
    ctx.tx,
    sql`select count(*) as n from requests.step s where acted_by = ${person} and acted_at > ${since} and ${ofSeen(ctx)}`,
  );

// --- proposals of assistants ---------------------------------------------------------------------------------

export type ProposalRecord = { step: string; assistant: string; verdict: Verdict; comment: string };
export const proposalsFor = (ctx: Ctx, steps: readonly string[]) =>
  many<ProposalRecord>(
    ctx.tx,
    sql`select * from requests.proposal s where s.step = any(${steps}::uuid[]) and ${ofSeen(ctx)}`,
  );
export async function upsertProposal(ctx: Ctx, request: string, row: ProposalRecord): Promise<void> {
  await sql`insert into requests.proposal (step, request, assistant, verdict, comment, at)
    values (${row.step}, ${request}, ${row.assistant}, ${row.verdict}, ${row.comment}, ${ctx.at})
    on conflict (step) do update set assistant = excluded.assistant, verdict = excluded.verdict, comment = excluded.comment, at = excluded.at`.execute(
    ctx.tx,
  );
}

// --- scans of signed papers ----------------------------------------------------------------------------------

export type ProofRow = { digest: string; type: string; size: number; uploaded_by: string };
export async function insertProof(
  ctx: Ctx,
  row: { digest: string; type: string; size: number; sha256: string; by: string },
): Promise<void> {
  await sql`insert into requests.proof (digest, type, size, sha256, uploaded_by, at)
    values (${row.digest}, ${row.type}, ${row.size}, ${row.sha256}, ${row.by}, ${ctx.at})
    on conflict (digest, uploaded_by) do nothing`.execute(ctx.tx);
}
export const proofOf = (ctx: Ctx, digest: string) =>
  maybe<ProofRow>(
    ctx.tx,
    sql`select digest, type, size, uploaded_by from requests.proof where digest = ${digest}
      order by (uploaded_by = ${ctx.actor.id}::uuid) desc limit 1`,
  );

/** Scans older than a week that no request and no act names. */
export const pruneProofs = (ctx: Ctx) =>
  affected(
    ctx.tx,
    sql`delete from requests.proof p where p.at < ${ctx.at}::timestamptz - interval '7 days'
      and not exists (select from requests.request r where r.proof = p.digest)
      and not exists (select from requests.step s where s.proof = p.digest)`,
  );
