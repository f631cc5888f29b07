import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./book.ts";

const MANIFESTS = ["src/web/pages.ts", "src/features/*/web/feature.tsx"];
const HOMES: Record<string, string> = { settingsPages: "/settings", administrationPages: "/administration" };
/** For those who build Diwan. */
const WITHOUT_HELP = ["/gallery"];

/** A screen of the client by its pattern, and the file that names it. */
export type Screen = { pattern: string; file: string };

/** Every screen, read from the manifests: an object that has a `path` and a `page`. */
export function screens(root = ROOT): Screen[] {
  return MANIFESTS.flatMap((pattern) => globSync(pattern, { cwd: root }))
    .sort()
    .flatMap((file) => patternsIn(readFileSync(join(root, file), "utf8")).map((pattern) => ({ pattern, file })))
    .filter(({ pattern }) => !WITHOUT_HELP.includes(pattern));
}

export function patternsIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, home: string): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const path = propertyOf(node, "path");
      if (path && ts.isStringLiteral(path) && propertyOf(node, "page"))
        found.push(home ? `${home}/${path.text}` : path.text);
    }
    const slot =
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
        ? HOMES[node.expression.expression.getText()]
        : undefined;
    ts.forEachChild(node, (child) => visit(child, slot ?? home));
  };
  visit(ts.createSourceFile("feature.tsx", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX), "");
  return found;
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = node.properties.find((one) => one.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}
