import type { z } from "zod";
import type { Role } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { defineSlot } from "#platform/slots.ts";
import type { Act, Language } from "./schema.ts";

/** A step as planned: a post of the hierarchy, or an office (a role). */
export type PlannedStep = { key: string; act: Act; post?: string; role?: Role };

/** What a kind is given of the request it is asked about. */
export type Application<F> = { id: string; requester: string; form: F; language: Language; reference: string | null };

export type Signatory = {
  person: string;
  post: string;
  capacity: "holder" | "interim" | "delegate";
  actNumber: string;
  actDay: string | null;
};

/** A kind of request: its form, its rules, its path, and what its approval does. The mechanism never looks inside. */
export type RequestKind<F = unknown> = {
  /** feature.noun; also the scope that a delegation names. */
  name: string;
  form: z.ZodType<F>;
  /** Message key of what it is called, before anything is known of it. */
  nameKey: string;
  /** Message key of the title; its arguments come from `facts`. */
  titleKey: string;
  /** Template of the reference given at submission, e.g. `C-{seq:0000}/{year}`. */
  reference: string;
  /** Working days that each step may take. */
  stepDays: number;
  /** Who will decide, from the requester's place today. */
  path: (ctx: Ctx, requester: string) => Promise<PlannedStep[]>;
  /** Checks the rules of the trade and computes the facts; throws the refusals. */
  facts: (ctx: Ctx, application: Application<F>) => Promise<Record<string, unknown>>;
  /** Effects of the decision, in its transaction. */
  approved: (
    ctx: Ctx,
    application: Application<F> & { facts: Record<string, unknown> },
    signatory: Signatory,
  ) => Promise<void>;
  /** Takes the effects back. */
  annulled: (
    ctx: Ctx,
    application: Application<F> & { facts: Record<string, unknown> },
    reason: string,
  ) => Promise<void>;
  /** The paper that the decision made, when there is one: its id. */
  paperOf?: (ctx: Ctx, request: string) => Promise<string | null>;
};

export const requestKindSlot = defineSlot<RequestKind<never>>("requests.kind");
export const kindFill = <F>(kind: RequestKind<F>) => requestKindSlot.fill(kind as unknown as RequestKind<never>);

/** The kind by name; a request whose feature was removed can be read but not moved (undefined). */
export function kindNamed(ctx: Ctx, name: string): RequestKind<unknown> | undefined {
  return requestKindSlot.all(ctx.platform.fills).find((kind) => kind.name === name) as RequestKind<unknown> | undefined;
}
