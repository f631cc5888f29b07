import { z } from "zod";
import { mainPostOf, personById, requireRole } from "#features/people/api.ts";
import { authorize } from "#platform/access/authorize.ts";
import { createResource } from "#platform/access/resources.ts";
import { command, parseInput } from "#platform/command.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { takeNumber } from "#platform/numbering/numbering.ts";
import { notFound, Problem, problem } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { advance } from "./advance.ts";
import { kindNamed, type RequestKind } from "./kind.ts";
import { resolvePath } from "./path.ts";
import { requireProof } from "./proofs.ts";
import { mayBeWithdrawn, requireEditable, requireVersion } from "./request.ts";
import { Draft, Language } from "./schema.ts";
import { draftEntries, shareAlongPath } from "./sharing.ts";
import * as store from "./store.ts";

export function requireKind(ctx: Ctx, name: string): RequestKind<unknown> {
  const kind = kindNamed(ctx, name);
  if (!kind) throw problem("requests.unknown_kind", 409, { kind: name });
  return kind;
}

/** Begins a request. What is half filled is kept as it is; the rules are asked at submission. */
export const begin = command("requests.begin", Draft, async (ctx, input) => {
  requireKind(ctx, input.kind);
  return createDraft(ctx, personOf(ctx), input, null);
});

/** Begins one for a colleague who has no account or cannot; the signed paper is the proof. */
export const beginOnBehalf = command(
  "requests.begin_on_behalf",
  Draft.extend({ requester: Id, proof: z.string() }),
  async (ctx, input) => {
    await requireRole(ctx, "hr");
    requireKind(ctx, input.kind);
    if (!(await personById(ctx, input.requester))) throw notFound();
    await requireProof(ctx, input.proof);
    return createDraft(ctx, input.requester, input, input.proof);
  },
);

async function createDraft(ctx: Ctx, requester: string, input: z.infer<typeof Draft>, proof: string | null) {
  const id = newId(ctx.at);
  const filedBy = personOf(ctx);
  await createResource(ctx, { id, kind: "requests.request", entries: draftEntries(requester, filedBy), level: 1 });
  await store.insertRequest(ctx, {
    id,
    kind: input.kind,
    requester,
    filedBy,
    proof,
    language: input.language,
    form: input.form,
  });
  if (requester !== filedBy)
    await emit(ctx, "requests.begun_on_behalf", id, { kind: input.kind, requester, proof }, { onBehalf: requester });
  return { id, version: 1 };
}

/** The request, for whoever may change it: 404 to who does not see it, 403 to who does. */
async function lockOwn(ctx: Ctx, id: string): Promise<store.RequestRecord> {
  await authorize(ctx, id, "write");
  const request = await store.lockRequest(ctx, id);
  if (!request) throw notFound();
  if (![request.requester, request.filed_by].includes(personOf(ctx))) throw problem("access.forbidden", 403);
  return request;
}

/** Saves what was entered, before it is sent or after it came back. */
export const save = command(
  "requests.save",
  z.object({ id: Id, version: z.number().int(), form: z.record(z.string(), z.unknown()), language: Language }),
  async (ctx, input) => {
    const request = await lockOwn(ctx, input.id);
    requireEditable(request);
    if (!(await store.updateForm(ctx, request.id, input.version, input.form, input.language)))
      throw problem("http.stale", 409, { version: request.version });
    const { version } = (await store.requestById(ctx, request.id))!;
    return { version };
  },
);

/** Takes it back on its way, to correct it: the visas already given are void and stay readable. */
export const recall = command(
  "requests.recall",
  z.object({ id: Id, version: z.number().int() }),
  async (ctx, input) => {
    const request = await lockOwn(ctx, input.id);
    requireVersion(request, input.version);
    if (request.state !== "submitted") throw problem("requests.ended", 409);
    await store.voidOpenSteps(ctx, request.id);
    await store.setState(ctx, request.id, "returned");
    await emit(ctx, "requests.taken_back", request.id, { kind: request.kind, requester: request.requester });
    return { version: (await store.requestById(ctx, request.id))!.version };
  },
);

/** Checks the rules, fixes the path, gives the reference, and puts it before the first who decides. */
export const submit = command(
  "requests.submit",
  z.object({ id: Id, version: z.number().int() }),
  async (ctx, input) => {
    const request = await lockOwn(ctx, input.id);
    requireVersion(request, input.version);
    if (request.state !== "draft" && request.state !== "returned") throw problem("requests.already_submitted", 409);
    const kind = requireKind(ctx, request.kind);
    const form = parseForm(kind, request.form);
    const facts = await kind.facts(ctx, {
      id: request.id,
      requester: request.requester,
      form,
      language: request.language,
      reference: request.reference,
    });
    const path = await resolvePath(ctx, kind, request.requester);
    const reference = request.reference ?? (await takeNumber(ctx, request.kind, kind.reference, request.id)).reference;
    const post = await mainPostOf(ctx, request.requester);
    const round = request.round + 1;
    await store.saveSubmission(ctx, request.id, { reference, unit: post?.unit.id ?? null, facts, round });
    await shareAlongPath(ctx, request, path);
    for (const [index, step] of path.entries())
      await store.insertStep(ctx, {
        id: newId(ctx.at),
        request: request.id,
        round,
        position: index + 1,
        key: step.key,
        act: step.act,
        post: step.post ?? null,
        role: step.role ?? null,
        state: step.skipped ? "skipped" : "waiting",
      });
    await emit(ctx, "requests.submitted", request.id, {
      kind: request.kind,
      reference,
      requester: request.requester,
      round,
    });
    await advance(ctx, { ...request, round, reference, facts, state: "submitted" });
    return { reference };
  },
);

/** The form by its kind's shape; its fields are told under `form.`. */
function parseForm(kind: RequestKind<unknown>, form: unknown): unknown {
  try {
    return parseInput(kind.form, form);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const fields = error.fields.map((field) => ({ ...field, path: `form.${field.path}` }));
    throw new Problem(error.code, error.status, error.params, fields);
  }
}

export const withdraw = command(
  "requests.withdraw",
  z.object({ id: Id, version: z.number().int() }),
  async (ctx, input) => {
    const request = await lockOwn(ctx, input.id);
    requireVersion(request, input.version);
    if (!mayBeWithdrawn(request)) throw problem("requests.ended", 409);
    await store.voidOpenSteps(ctx, request.id);
    await store.setState(ctx, request.id, "withdrawn");
    await emit(ctx, "requests.withdrawn", request.id, {
      kind: request.kind,
      reference: request.reference,
      requester: request.requester,
    });
  },
);

/** Puts a draft away; it was never sent, so nothing of it is kept in sight. */
export const discard = command("requests.discard", z.object({ id: Id }), async (ctx, { id }) => {
  const request = await lockOwn(ctx, id);
  if (request.state !== "draft") throw problem("requests.ended", 409);
  await store.setState(ctx, id, "withdrawn");
});
