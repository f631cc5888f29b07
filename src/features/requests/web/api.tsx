import type { LucideIcon } from "lucide-react";
import type { ComponentType, LazyExoticComponent } from "react";
import { lazyPart } from "#web/lazy.ts";
import type { MessageKey } from "#web/messages.tsx";
import { defineWebSlot } from "#web/slots.ts";
import type { RequestView } from "../schema.ts";

export type { Language, RequestRow, RequestView, StepView } from "../schema.ts";
export { type DraftContent, draftKept, type RequestDraft, useRequestDraft } from "./draft.ts";
export { uploadProof } from "./proofs.ts";

type OfRequest = LazyExoticComponent<ComponentType<{ request: RequestView }>>;

/** A kind of request that a person can make: how it is offered, where it begins, and the form that changes it. */
export type RequestForm = {
  kind: string;
  label: MessageKey;
  description: MessageKey;
  icon: LucideIcon;
  /** Where a new one begins. */
  to: `/${string}`;
  /** Changes a draft, or one that came back. */
  Form: OfRequest;
};
export const requestForms = defineWebSlot<RequestForm>("requests.forms");

/** What only the kind can say about a request: its facts, and what changes when it is approved. */
export type RequestDetails = { kind: string; Facts: OfRequest; Effect?: OfRequest };
export const requestDetails = defineWebSlot<RequestDetails>("requests.details");

/** Who will decide, step by step, before anything is sent. Takes `{ kind, requester? }`. */
export const PathPreview = lazyPart(() => import("./PathPreview.tsx"));
/** Says where the draft is kept, and what to do when it changed elsewhere. */
export const DraftStatus = lazyPart(() => import("./DraftStatus.tsx"));
