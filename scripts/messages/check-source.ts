import ts from "typescript";

/** A sentence in code, where only keys may stand. */
export interface SourceFault {
  /** From 1. */
  line: number;
  column: number;
  fault: string;
}

/** Attributes that a person reads or hears. */
const SPOKEN = new Set([
  "aria-label",
  "aria-description",
  "aria-placeholder",
  "aria-roledescription",
  "aria-valuetext",
  "title",
  "placeholder",
  "alt",
  "label",
  "description",
  "errorMessage",
]);

const ARABIC = /\p{Script=Arabic}|\p{Script=Tifinagh}/u;
/** A word: two letters in a row. One letter alone is a sign (×, A4 grids, keys of the keyboard). */
const WORD = /\p{L}{2}/u;

/** Letters to read in JSX text and spoken attributes, and Arabic or Tifinagh letters anywhere but in comments. */
export function checkSource(path: string, text: string): SourceFault[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const faults: SourceFault[] = [];
  const report: Report = (start, fault) => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    faults.push({ line: line + 1, column: character + 1, fault });
  };
  visit(file);
  return faults;

  function visit(node: ts.Node): void {
    checkNode(node, report);
    ts.forEachChild(node, visit);
  }
}

type Report = (start: number, fault: string) => void;

function checkNode(node: ts.Node, report: Report): void {
  if (ts.isJsxText(node)) {
    if (WORD.test(withoutEntities(node.text))) report(firstLetter(node), `text in code: ${quoted(node.text)}`);
  } else if (ts.isJsxAttribute(node)) checkAttribute(node, report);
  else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
    for (const literal of literalsOf(node.expression)) {
      if (WORD.test(literal.text)) report(literal.getStart(), `text in code: ${quoted(literal.text)}`);
    }
  } else if (isText(node) && ARABIC.test(node.text)) report(node.getStart(), `letters in code: ${quoted(node.text)}`);
}

function checkAttribute(node: ts.JsxAttribute, report: Report): void {
  const name = node.name.getText();
  if (!SPOKEN.has(name) || !node.initializer) return;
  const literals = ts.isJsxExpression(node.initializer)
    ? literalsOf(node.initializer.expression)
    : literalsOf(node.initializer);
  for (const literal of literals) {
    if (WORD.test(literal.text)) report(literal.getStart(), `text in ${name}: ${quoted(literal.text)}`);
  }
}

type TextNode = ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

function isText(node: ts.Node): node is TextNode {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

/** The texts an expression may become, through conditions and joins, not through calls. */
function literalsOf(node: ts.Node | undefined): TextNode[] {
  if (!node) return [];
  if (isText(node)) return [node];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return binaryLiterals(node);
  if (ts.isTemplateExpression(node)) {
    return [node.head, ...node.templateSpans.flatMap((span) => [...literalsOf(span.expression), span.literal])];
  }
  return [];
}

function binaryLiterals(node: ts.BinaryExpression): TextNode[] {
  const kind = node.operatorToken.kind;
  if (
    kind === ts.SyntaxKind.PlusToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  ) {
    return [...literalsOf(node.left), ...literalsOf(node.right)];
  }
  return kind === ts.SyntaxKind.AmpersandAmpersandToken ? literalsOf(node.right) : [];
}

/** `&nbsp;` is a sign. */
const withoutEntities = (text: string): string => text.replace(/&#?\w+;/g, " ");

const quoted = (text: string): string => JSON.stringify(text.replace(/\s+/g, " ").trim().slice(0, 60));

function firstLetter(node: ts.JsxText): number {
  return node.pos + Math.max(0, node.text.search(/\S/));
}
