import type { ComponentType, LazyExoticComponent } from "react";
import type { MessageKey } from "#web/messages.tsx";
import { defineWebSlot } from "#web/slots.ts";

/** Something one can do from the help besides reading (say what is wrong). For signed-in people. */
export type HelpAction = {
  label: MessageKey;
  /** Shown in place of the page; `screen` is the address (without search) where help was asked. */
  Form: LazyExoticComponent<ComponentType<{ screen: string; onDone: () => void }>>;
};
export const helpActions = defineWebSlot<HelpAction>("help.actions");
