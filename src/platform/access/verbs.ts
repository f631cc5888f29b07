/**
 * What a right may be, as bits of `access.acl_entry.mask`. Each includes reading. Features refine them in their
 * `policy.ts` by predicates on their own nouns (an approver decides only at his step); they do not add bits.
 */
export const VERBS = { read: 1, comment: 2, write: 4, share: 8, manage: 16, decide: 32 } as const;

export type Verb = keyof typeof VERBS;

/** The bits of some verbs, reading included. */
export function maskOf(verbs: readonly Verb[]): number {
  return verbs.reduce((mask, verb) => mask | VERBS[verb], VERBS.read as number);
}

export function verbsOf(mask: number): Verb[] {
  return (Object.keys(VERBS) as Verb[]).filter((verb) => (mask & VERBS[verb]) !== 0);
}
