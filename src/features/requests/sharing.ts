import { ASSISTANCE, rolePrincipal, scopePrincipal } from "#features/people/api.ts";
import { type Entry, setEntries } from "#platform/access/resources.ts";
import type { Ctx } from "#platform/context.ts";
import type { ResolvedStep } from "./path.ts";
import { type RequestRecord, stepsOf } from "./store.ts";

/** A draft is its owner's alone. */
export const draftEntries = (requester: string, filedBy: string): Entry[] =>
  [...new Set([requester, filedBy])].map((principal) => ({ principal, verbs: ["read", "write", "comment"] }));

/** Once submitted: its owner, the posts on its path (their interims and delegates with them), their secretariats, the HR office. */
export async function shareAlongPath(ctx: Ctx, request: RequestRecord, steps: readonly ResolvedStep[]): Promise<void> {
  const entries = draftEntries(request.requester, request.filed_by);
  for (const post of new Set(steps.flatMap((step) => (step.post ? [step.post] : [])))) {
    entries.push({ principal: await scopePrincipal(ctx, post, request.kind), verbs: ["read", "comment", "decide"] });
    entries.push({ principal: await scopePrincipal(ctx, post, ASSISTANCE), verbs: ["read"] });
  }
  // Whoever acted in an earlier round still sees what he acted on, though the path has changed.
  const earlier = (await stepsOf(ctx, [request.id])).filter((step) => step.acted_by && step.post);
  for (const post of new Set(earlier.map((step) => step.post!)))
    entries.push({ principal: await scopePrincipal(ctx, post, request.kind), verbs: ["read"] });
  for (const role of new Set(["hr", ...steps.flatMap((step) => (step.role ? [step.role] : []))]))
    entries.push({ principal: await rolePrincipal(ctx, role), verbs: ["read", "comment", "decide"] });
  await setEntries(ctx, request.id, entries, "requests.submission");
}
