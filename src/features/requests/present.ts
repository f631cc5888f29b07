import { describePosts, type Person, peopleById, unitById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { abilitiesOn } from "./abilities.ts";
import { kindNamed } from "./kind.ts";
import type { ResolvedStep } from "./path.ts";
import { openStep } from "./request.ts";
import type { RequestRow, RequestView, StepView } from "./schema.ts";
import * as store from "./store.ts";

type Posts = Awaited<ReturnType<typeof describePosts>>;
type People = ReadonlyMap<string, Person>;

const name = (people: People, id: string | null): { id: string; name: LocalizedName } | null => {
  const person = id ? people.get(id) : undefined;
  return person ? { id: person.id, name: person.name } : null;
};

/** The title of a request in the reader's language. */
export function titleOf(ctx: Ctx, request: Pick<store.RequestRecord, "kind" | "facts">): string {
  const kind = kindNamed(ctx, request.kind);
  if (!kind) return ctx.platform.catalogue.format(ctx.locale, "requests.untitled");
  const sent = Object.keys(request.facts).length > 0;
  return ctx.platform.catalogue.format(ctx.locale, sent ? kind.titleKey : kind.nameKey, request.facts);
}

/** A list of requests, each with where it is now. */
export async function viewRows(ctx: Ctx, requests: readonly store.RequestRecord[]): Promise<RequestRow[]> {
  const steps = await store.stepsOf(
    ctx,
    requests.map((request) => request.id),
  );
  const people = await peopleById(
    ctx,
    requests.map((request) => request.requester),
  );
  const posts = await describePosts(
    ctx,
    steps.flatMap((step) => (step.post ? [step.post] : [])),
  );
  return requests.map((request) =>
    rowOf(
      ctx,
      request,
      steps.filter((step) => step.request === request.id),
      people,
      posts,
    ),
  );
}

function rowOf(
  ctx: Ctx,
  request: store.RequestRecord,
  steps: store.StepRecord[],
  people: People,
  posts: Posts,
): RequestRow {
  const open = request.state === "submitted" ? openStep(steps, request.round) : undefined;
  const post = open?.post ? posts.get(open.post) : undefined;
  return {
    id: request.id,
    kind: request.kind,
    title: titleOf(ctx, request),
    reference: request.reference,
    state: request.state,
    requester: name(people, request.requester)!,
    updatedAt: request.updated_at.toISOString(),
    submittedAt: request.submitted_at?.toISOString() ?? null,
    at: open
      ? { title: post?.title ?? null, office: open.role, person: post?.person ?? null, dueOn: open.due_on }
      : null,
    paper: null,
  };
}

/** One request as its reader may see it, with all rounds and what he may do. */
export async function viewRequest(ctx: Ctx, request: store.RequestRecord): Promise<RequestView> {
  const steps = await store.stepsOf(ctx, [request.id]);
  const proposals = await store.proposalsFor(
    ctx,
    steps.map((step) => step.id),
  );
  const people = await peopleById(ctx, peopleIn(request, steps, proposals));
  const posts = await describePosts(
    ctx,
    steps.flatMap((step) => (step.post ? [step.post] : [])),
  );
  const abilities = await abilitiesOn(ctx, request, steps);
  const unit = request.unit ? await unitById(ctx, request.unit) : undefined;
  const row = rowOf(ctx, request, steps, people, posts);
  return {
    ...row,
    paper: (await kindNamed(ctx, request.kind)?.paperOf?.(ctx, request.id)) ?? null,
    language: request.language,
    filedBy: request.filed_by === request.requester ? null : name(people, request.filed_by),
    unit: unit ? { id: unit.id, name: unit.name } : null,
    form: request.form,
    facts: request.facts,
    version: request.version,
    steps: steps.map((step) => viewStep(step, people, posts, proposals)),
    abilities,
    currentStep: abilities.some((a) => ["decide", "undo", "prepare", "record_paper"].includes(a))
      ? (openStep(steps, request.round)?.id ?? null)
      : null,
  };
}

function* peopleIn(
  request: store.RequestRecord,
  steps: store.StepRecord[],
  proposals: store.ProposalRecord[],
): Generator<string> {
  yield request.requester;
  yield request.filed_by;
  for (const step of steps) for (const id of [step.acted_by, step.entered_by, step.prepared_by]) if (id) yield id;
  for (const proposal of proposals) yield proposal.assistant;
}

function viewStep(step: store.StepRecord, people: People, posts: Posts, proposals: store.ProposalRecord[]): StepView {
  const post = step.post ? posts.get(step.post) : undefined;
  const proposal = proposals.find((p) => p.step === step.id && step.state === "current");
  return {
    id: step.id,
    key: step.key,
    act: step.act,
    state: step.state,
    post: post ? { id: post.id, title: post.title, unit: post.unit.name } : null,
    office: step.role,
    person: post?.person ?? null,
    interim: post?.interim ?? false,
    verdict: step.verdict,
    actedBy: name(people, step.acted_by),
    capacity: step.capacity,
    actNumber: step.act_number,
    enteredBy: name(people, step.entered_by),
    hasProof: step.proof !== null,
    preparedBy: name(people, step.prepared_by),
    proposal: proposal
      ? { assistant: name(people, proposal.assistant)!, verdict: proposal.verdict, comment: proposal.comment }
      : null,
    reason: step.reason as StepView["reason"],
    comment: step.comment,
    round: step.round,
    dueOn: step.due_on,
    actedAt: step.acted_at?.toISOString() ?? null,
    heldUntil: step.held_until?.toISOString() ?? null,
  };
}

/** The path before submission: who would be asked, post and person. */
export async function viewPath(ctx: Ctx, steps: readonly ResolvedStep[]): Promise<StepView[]> {
  const posts = await describePosts(
    ctx,
    steps.flatMap((step) => (step.post ? [step.post] : [])),
  );
  const people = await peopleById(
    ctx,
    steps.flatMap((step) => step.people.slice(0, 1)),
  );
  return steps.map((step) => {
    const post = step.post ? posts.get(step.post) : undefined;
    return {
      ...viewStep(
        {
          ...BLANK,
          key: step.key,
          act: step.act,
          post: step.post ?? null,
          role: step.role ?? null,
          state: step.skipped ? "skipped" : "waiting",
        },
        people,
        posts,
        [],
      ),
      id: null,
      person: post ? post.person : name(people, step.people[0] ?? null),
    };
  });
}

const BLANK: store.StepRecord = {
  id: "",
  request: "",
  round: 1,
  position: 0,
  key: "",
  act: "visa",
  post: null,
  role: null,
  state: "waiting",
  verdict: null,
  acted_by: null,
  capacity: null,
  act_number: "",
  act_day: null,
  entered_by: null,
  proof: null,
  prepared_by: null,
  reason: null,
  comment: "",
  due_on: null,
  started_at: null,
  acted_at: null,
  held_until: null,
};
