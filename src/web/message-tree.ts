import { MESSAGE_FORMATS, messageFormatters } from "#platform/i18n/message-format.ts";
import type { Locale } from "#platform/wire/locale.ts";

/** The syntax tree of a compiled ICU message, as `virtual:messages/<locale>` holds it (FormatJS's numbering). */
export type MessageNode =
  | { type: 0; value: string }
  | { type: 1 | 2 | 3 | 4; value: string; style?: string | null }
  | { type: 5; value: string; options: Options }
  | { type: 6; value: string; options: Options; offset?: number; pluralType?: Intl.PluralRuleType }
  | { type: 7 }
  | { type: 8; value: string; children: MessageNode[] };
type Options = Record<string, { value: MessageNode[] }>;
export type MessageTree = readonly MessageNode[];
export type Values = Readonly<Record<string, unknown>>;

type Speaker = ReturnType<typeof messageFormatters>;
const speakers = new Map<Locale, Speaker>();

function speakerOf(locale: Locale): Speaker {
  const known = speakers.get(locale) ?? messageFormatters(locale);
  speakers.set(locale, known);
  return known;
}

/**
 * Says a compiled message: its texts, and between them what the values are (a tag gives what its function makes).
 * Our trees are already compiled and our formats are our own, so this is all that a message library would add;
 * message-tree.test.ts holds both to the same words. Throws RangeError for a value that is missing.
 */
export function partsOf(tree: MessageTree, locale: Locale, values: Values = {}): unknown[] {
  const parts: unknown[] = [];
  speak(tree, { speaker: speakerOf(locale), values, pound: undefined }, parts);
  return parts;
}

type Saying = { speaker: Speaker; values: Values; pound: number | undefined };

function speak(tree: MessageTree, saying: Saying, parts: unknown[]): void {
  for (const node of tree) {
    if (node.type === 0) parts.push(node.value);
    else if (node.type === 7) parts.push(saying.speaker.getNumberFormat().format(saying.pound));
    else if (node.type === 8) parts.push(marked(node, saying));
    else if (node.type === 5 || node.type === 6) choose(node, saying, parts);
    else parts.push(shown(node, saying));
  }
}

function takenFrom(name: string, { values }: Saying): unknown {
  if (!(name in values)) throw new RangeError(`The message needs a value: ${name}`);
  return values[name];
}

function shown(node: MessageNode & { type: 1 | 2 | 3 | 4 }, saying: Saying): unknown {
  const value = takenFrom(node.value, saying);
  const style = node.style ?? "";
  const { number, date } = MESSAGE_FORMATS;
  if (node.type === 2)
    return saying.speaker.getNumberFormat(undefined, number[style as keyof typeof number]).format(value);
  if (node.type === 3)
    return saying.speaker.getDateTimeFormat(undefined, date[style as keyof typeof date]).format(value);
  if (node.type === 4) return saying.speaker.getDateTimeFormat(undefined, { hour: "numeric" }).format(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function choose(node: MessageNode & { type: 5 | 6 }, saying: Saying, parts: unknown[]): void {
  const value = takenFrom(node.value, saying);
  if (node.type === 5) {
    const option = node.options[String(value)] ?? node.options.other;
    if (option) speak(option.value, saying, parts);
    return;
  }
  const pound = Number(value) - (node.offset ?? 0);
  const category = saying.speaker.getPluralRules(undefined, { type: node.pluralType ?? "cardinal" }).select(pound);
  const option = node.options[`=${value}`] ?? node.options[category] ?? node.options.other;
  if (option) speak(option.value, { ...saying, pound }, parts);
}

function marked(node: MessageNode & { type: 8 }, saying: Saying): unknown {
  const inside: unknown[] = [];
  speak(node.children, saying, inside);
  const make = takenFrom(node.value, saying) as (chunks: unknown[]) => unknown;
  return make(inside);
}
