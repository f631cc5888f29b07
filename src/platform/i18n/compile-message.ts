import {
  isArgumentElement,
  isLiteralElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
} from "@formatjs/icu-messageformat-parser";

/** The syntax tree of a message, as @formatjs/intl takes it. */
export type CompiledMessage = MessageFormatElement[];

const FSI = "\u2068";
const PDI = "\u2069";

/**
 * Compiles an ICU message. What is put into a sentence keeps its own direction: every plain argument is enclosed in
 * U+2068 … U+2069, except when it is the whole message. Throws SyntaxError with the parser's word when malformed.
 */
export function compileMessage(text: string): CompiledMessage {
  const parsed = parse(text, { captureLocation: false, requiresOtherClause: true, shouldParseSkeletons: false });
  const alone = parsed.length === 1 && parsed[0] !== undefined && isArgumentElement(parsed[0]);
  return alone ? parsed : isolated(parsed);
}

function isolated(elements: CompiledMessage): CompiledMessage {
  const out: CompiledMessage = [];
  for (const element of elements) {
    if (isArgumentElement(element)) append(out, literal(FSI), element, literal(PDI));
    else append(out, inner(element));
  }
  return out;
}

function inner(element: MessageFormatElement): MessageFormatElement {
  if (isTagElement(element)) return { ...element, children: isolated(element.children) };
  if (!isPluralElement(element) && !isSelectElement(element)) return element;
  const options = Object.entries(element.options).map(([name, { value }]) => [name, { value: isolated(value) }]);
  return { ...element, options: Object.fromEntries(options) };
}

const literal = (value: string): MessageFormatElement => ({ type: 0, value });

/** Adds elements; neighbouring literals become one. */
function append(out: CompiledMessage, ...elements: MessageFormatElement[]): void {
  for (const element of elements) {
    const last = out.at(-1);
    if (last && isLiteralElement(last) && isLiteralElement(element)) {
      out[out.length - 1] = literal(last.value + element.value);
    } else out.push(element);
  }
}
