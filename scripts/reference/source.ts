import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** One file of the server, parsed. */
export type Source = { path: string; tree: ts.SourceFile };

/** The server's files as they run: no tests, no fixtures, no browser code. */
export function serverSources(): Source[] {
  const files = globSync("src/**/*.ts").filter(
    (path) => !/\.(test|fixture|factory|worker)\.ts$|\.d\.ts$|\/web\/|^src\/(web|testing)|\/page\/browser\//.test(path),
  );
  return files.sort().map((path) => ({ path, tree: parse(path) }));
}

const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);

/** Every node below, the root included. */
export function* nodesOf(root: ts.Node): Generator<ts.Node> {
  yield root;
  const children: ts.Node[] = [];
  root.forEachChild((child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

export function* callsOf(tree: ts.Node, name: string): Generator<ts.CallExpression | ts.NewExpression> {
  for (const node of nodesOf(tree))
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.expression.getText() === name) yield node;
}

/**
 * The texts that an expression may be, as far as its file says them: literals, both sides of a choice, the values of a
 * table, what callers in the same file pass for a parameter. A part that is only known at run time is written `*`.
 */
export function textsOf(node: ts.Node | undefined, tree: ts.SourceFile, depth = 0): string[] {
  if (!node || depth > 4) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map((span) => `*${span.literal.text}`).join("")];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
    return textsOf(node.expression, tree, depth);
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((side) => textsOf(side, tree, depth + 1));
  if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap((side) => textsOf(side, tree, depth + 1));
  if (ts.isElementAccessExpression(node)) return tableValues(node.expression.getText(), tree, depth);
  if (ts.isIdentifier(node)) return [...valuesOf(node.text, tree, depth), ...passedFor(node, tree, depth)];
  return [];
}

function valuesOf(name: string, tree: ts.SourceFile, depth: number): string[] {
  const texts: string[] = [];
  for (const node of nodesOf(tree))
    if (ts.isVariableDeclaration(node) && node.name.getText() === name)
      texts.push(...textsOf(node.initializer, tree, depth + 1));
  return texts;
}

function tableValues(name: string, tree: ts.SourceFile, depth: number): string[] {
  const texts: string[] = [];
  for (const node of nodesOf(tree)) {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== name || !node.initializer) continue;
    for (const entry of nodesOf(node.initializer))
      if (ts.isPropertyAssignment(entry)) texts.push(...textsOf(entry.initializer, tree, depth + 1));
  }
  return texts;
}

/** What the functions that take `node` as a parameter are called with. */
function passedFor(node: ts.Identifier, tree: ts.SourceFile, depth: number): string[] {
  for (let around: ts.Node | undefined = node.parent; around; around = around.parent) {
    if (!ts.isFunctionLike(around)) continue;
    const at = around.parameters.findIndex((parameter) => parameter.name.getText() === node.text);
    const name = nameOf(around);
    if (at >= 0 && name)
      return [...callsOf(tree, name)].flatMap((call) => textsOf(call.arguments?.[at], tree, depth + 1));
  }
  return [];
}

/** The name a function is known by in its file. */
export function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.name?.getText();
  if (ts.isVariableDeclaration(node.parent) && node.parent.initializer === node) return node.parent.name.getText();
  return undefined;
}

/** The outermost function or constant around a node. */
export function ownerOf(node: ts.Node): string {
  let owner = "";
  for (let around: ts.Node | undefined = node; around; around = around.parent) {
    if (ts.isVariableDeclaration(around)) owner = around.name.getText();
    if (ts.isFunctionDeclaration(around) || ts.isMethodDeclaration(around)) owner = around.name?.getText() ?? owner;
  }
  return owner;
}
