import { lazyPart } from "#web/lazy.ts";
import type { MessageKey } from "#web/messages.tsx";
import { defineWebSlot } from "#web/slots.ts";

export type { ChosenPerson } from "./PersonField.tsx";

/** A colleague, found by name in either script. */
export const PersonField = lazyPart(() => import("./PersonField.tsx"));

/** A kind of decision whose signature can be delegated. */
export type DelegationScope = { scope: string; label: MessageKey };
export const delegationScopes = defineWebSlot<DelegationScope>("people.delegation_scopes");
