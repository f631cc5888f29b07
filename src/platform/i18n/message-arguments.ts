import {
  isArgumentElement,
  isDateElement,
  isNumberElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  isTimeElement,
} from "@formatjs/icu-messageformat-parser";
import type { CompiledMessage } from "./compile-message.ts";

export type ArgumentKind = "text" | "count" | "moment" | "choice" | "tag";

/** What a message asks for, by name. An argument used in two ways is of the narrower kind; see `narrower`. */
export function argumentsOf(message: CompiledMessage): Map<string, ArgumentKind> {
  const found = new Map<string, ArgumentKind>();
  collect(message, (name, kind) => found.set(name, narrower(found.get(name), kind)));
  return found;
}

/** Any kind beside plain text wins over it; between others the first stays, and the check tells the difference. */
export function narrower(known: ArgumentKind | undefined, kind: ArgumentKind): ArgumentKind {
  return known === undefined || known === "text" ? kind : known;
}

function collect(elements: CompiledMessage, add: (name: string, kind: ArgumentKind) => void): void {
  for (const element of elements) {
    if (isArgumentElement(element)) add(element.value, "text");
    else if (isNumberElement(element)) add(element.value, "count");
    else if (isDateElement(element) || isTimeElement(element)) add(element.value, "moment");
    else if (isTagElement(element)) {
      add(element.value, "tag");
      collect(element.children, add);
    } else if (isPluralElement(element) || isSelectElement(element)) {
      add(element.value, isPluralElement(element) ? "count" : "choice");
      for (const { value } of Object.values(element.options)) collect(value, add);
    }
  }
}
