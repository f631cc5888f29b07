import {
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  isTimeElement,
  type MessageFormatElement,
} from "@formatjs/icu-messageformat-parser";
import { type CompiledMessage, compileMessage } from "../../src/platform/i18n/compile-message.ts";
import { argumentsOf } from "../../src/platform/i18n/message-arguments.ts";
import { DATE_STYLES, NUMBER_STYLES } from "../../src/platform/i18n/message-format.ts";
import type { MessageArea } from "../../src/platform/i18n/message-source.ts";
import { REQUIRED_CARDINALS, REQUIRED_ORDINALS } from "../../src/platform/i18n/plural-rules.ts";
import { LOCALES, type Locale } from "../../src/platform/wire/locale.ts";
import { directionFault } from "./check-direction.ts";
import { scriptFault } from "./check-script.ts";

/** Something wrong with a message; `locale` is absent when the languages disagree. */
export interface MessageFault {
  folder: string;
  locale?: Locale;
  key: string;
  fault: string;
}

const KEY = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;
const LEFT_OVER = /\b(TODO|FIXME|XXX|TBD)\b|lorem ipsum/i;

/** Everything wrong with the messages of one module, in the order of its keys. */
export function checkArea(area: MessageArea): MessageFault[] {
  const keys = [...new Set(LOCALES.flatMap((locale) => Object.keys(area.texts[locale])))].sort();
  const faults = keys.flatMap((key) => checkKey(area, key));
  const strangers = area.review.filter((key) => !keys.includes(key));
  return [
    ...faults,
    ...strangers.map((key) => ({
      folder: area.folder,
      locale: "zgh" as const,
      key,
      fault: "is under $review but does not exist",
    })),
  ];
}

/** A key belongs to one module: the same key in two modules would silently win over the other. */
export function checkUnique(areas: readonly MessageArea[]): MessageFault[] {
  const owners = new Map<string, string>();
  const faults: MessageFault[] = [];
  for (const { folder, texts } of areas) {
    for (const key of new Set(LOCALES.flatMap((locale) => Object.keys(texts[locale])))) {
      const owner = owners.get(key);
      if (owner) faults.push({ folder, key, fault: `is already in ${owner}` });
      owners.set(key, folder);
    }
  }
  return faults;
}

function checkKey(area: MessageArea, key: string): MessageFault[] {
  const { folder, texts } = area;
  const faults: MessageFault[] = [];
  const say = (fault: string, locale?: Locale) =>
    faults.push(locale ? { folder, locale, key, fault } : { folder, key, fault });
  if (!KEY.test(key)) say("is not of the form module.words_of_the_key");
  if (!key.startsWith(`${area.area}.`)) say(`does not begin with its module: ${area.area}.`);
  const compiled = new Map<Locale, CompiledMessage>();
  for (const locale of LOCALES) {
    const text = texts[locale][key];
    if (text === undefined) say("is missing", locale);
    else if (text.trim() === "") say("is empty", locale);
    else {
      if (text !== text.trim()) say("begins or ends with a space", locale);
      if (LEFT_OVER.test(text)) say("is left over", locale);
      const message = compiledOr(text, (fault) => say(fault, locale));
      if (message) compiled.set(locale, message);
    }
  }
  for (const [locale, message] of compiled) for (const fault of structureFaults(message, locale)) say(fault, locale);
  for (const fault of disagreements(compiled)) say(fault);
  const all = Object.fromEntries(LOCALES.map((locale) => [locale, texts[locale][key] ?? ""])) as Record<Locale, string>;
  for (const locale of compiled.keys()) {
    for (const fault of [scriptFault(all, locale), directionFault(all[locale], locale)]) if (fault) say(fault, locale);
  }
  return faults;
}

function compiledOr(text: string, say: (fault: string) => void): CompiledMessage | undefined {
  try {
    return compileMessage(text);
  } catch (error) {
    say(`is malformed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The four languages must ask for the same arguments, of the same kind, and offer the same choices. */
function disagreements(compiled: ReadonlyMap<Locale, CompiledMessage>): string[] {
  const faults: string[] = [];
  const asked = [...compiled].map(([locale, message]) => ({
    locale,
    names: argumentsOf(message),
    choices: choicesOf(message),
  }));
  const all = new Set(asked.flatMap(({ names }) => [...names.keys()]));
  for (const name of [...all].sort()) {
    const without = asked.filter(({ names }) => !names.has(name)).map(({ locale }) => locale);
    if (without.length > 0) faults.push(`argument {${name}} is not in ${without.join(", ")}`);
    const kinds = new Set(asked.flatMap(({ names }) => names.get(name) ?? []).filter((kind) => kind !== "text"));
    if (kinds.size > 1) faults.push(`argument {${name}} is of different kinds: ${[...kinds].sort().join(", ")}`);
    const choices = new Set(asked.flatMap(({ choices: each }) => each.get(name) ?? []));
    if (choices.size > 1)
      faults.push(`argument {${name}} chooses between different words: ${[...choices].join(" | ")}`);
  }
  return faults;
}

/** Options of each select, as one sorted text. */
function choicesOf(message: CompiledMessage): Map<string, string> {
  const found = new Map<string, string>();
  walk(message, (element) => {
    if (isSelectElement(element)) found.set(element.value, Object.keys(element.options).sort().join(" "));
  });
  return found;
}

/** Plural categories of the language, known styles, and no `#` where it would not be filled. */
function structureFaults(message: CompiledMessage, locale: Locale): string[] {
  const faults: string[] = [];
  walk(message, (element, inChoice) => {
    if (isPluralElement(element)) {
      const required = element.pluralType === "ordinal" ? REQUIRED_ORDINALS[locale] : REQUIRED_CARDINALS[locale];
      const missing = required.filter((category) => !(category in element.options));
      if (missing.length > 0) faults.push(`plural {${element.value}} lacks ${missing.join(", ")}`);
    }
    if (isLiteralElement(element) && inChoice && element.value.includes("#"))
      faults.push("has # inside a select inside a plural: name the argument instead");
    const style = styleOf(element);
    if (style !== undefined) faults.push(`has the unknown style ${style}`);
  });
  return faults;
}

/** The style of a number, date or time when messageFormatters does not know it. */
function styleOf(element: MessageFormatElement): string | undefined {
  if (!isNumberElement(element) && !isDateElement(element) && !isTimeElement(element)) return undefined;
  const known: readonly string[] = isNumberElement(element) ? NUMBER_STYLES : isDateElement(element) ? DATE_STYLES : [];
  if (element.style === undefined || element.style === null) return undefined;
  return typeof element.style === "string" && known.includes(element.style) ? undefined : JSON.stringify(element.style);
}

/** Visits each element; `inChoice` says that a select stands between it and a plural around it. */
function walk(
  elements: CompiledMessage,
  visit: (element: MessageFormatElement, inChoice: boolean) => void,
  within: "nothing" | "plural" | "choice" = "nothing",
): void {
  for (const element of elements) {
    visit(element, within === "choice");
    if (isTagElement(element)) walk(element.children, visit, within);
    if (isPluralElement(element)) for (const { value } of Object.values(element.options)) walk(value, visit, "plural");
    if (isSelectElement(element)) {
      const inner = within === "nothing" ? "nothing" : "choice";
      for (const { value } of Object.values(element.options)) walk(value, visit, inner);
    }
  }
}
