import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { callsOf, nodesOf, ownerOf, type Source, textsOf } from "./source.ts";
import { grouped, moduleOf, table } from "./text.ts";

const CODE = /^[a-z_]+\.[a-z0-9_*]+$/;

/** What is told: each event, and where. */
export function events(sources: readonly Source[]): string {
  const told = new Map<string, Set<string>>();
  for (const { path, tree } of sources) {
    if (path === "src/platform/events/emit.ts") continue;
    for (const call of callsOf(tree, "emit"))
      for (const type of textsOf(call.arguments?.[1], tree)) if (CODE.test(type)) add(told, type, path);
  }
  const rows = [...told].sort(byFirst).map(([type, files]) => [type.split(".")[0]!, `\`${type}\``, links(files)]);
  return grouped(
    "Events",
    "What commands tell, in the past tense, in their own transaction. `*` stands for a part known at run time.",
    rows,
    (group) => table(["Event", "Told in"], group),
  );
}

/** What is refused: each code, its status, its English sentence. */
export function errors(sources: readonly Source[]): string {
  const sentences = messages();
  const found = new Map<string, Set<string>>();
  const statuses = new Map<string, Set<string>>();
  for (const { path, tree } of sources) {
    for (const name of ["problem", "Problem"])
      for (const call of callsOf(tree, name))
        for (const code of textsOf(call.arguments?.[0], tree)) {
          if (!CODE.test(code)) continue;
          add(found, code, path);
          const status = call.arguments?.[1]?.getText() ?? "";
          if (/^\d+$/.test(status)) add(statuses, code, status);
        }
    for (const code of fieldCodes(tree)) if (sentences.has(code)) add(found, code, path);
  }
  const rows = [...found].sort(byFirst).map(([code, files]) => {
    const status = [...(statuses.get(code) ?? ["field"])].sort().join(", ");
    return [code.split(".")[0]!, `\`${code}\``, status, sentences.get(code) ?? "", links(files)];
  });
  const lead =
    "What is refused, by the code that is also the key of its sentence. Status `field`: shown at a field of a form (422).";
  return grouped("Problem codes", lead, rows, (group) => table(["Code", "Status", "In English", "Refused in"], group));
}

/** `{ path, code: "feature.reason" }`, and `message: "feature.reason"` of a zod check. */
function fieldCodes(tree: ts.SourceFile): string[] {
  const codes: string[] = [];
  for (const node of nodesOf(tree))
    if (ts.isPropertyAssignment(node) && /^(code|message|error)$/.test(node.name.getText()))
      codes.push(...textsOf(node.initializer, tree).filter((text) => CODE.test(text)));
  return codes;
}

/** The SQL of each module as the files say it; what is filled in stands as `${...}`. */
export function sqlTexts(sources: readonly Source[]): string {
  const rows: string[][] = [];
  for (const { path, tree } of sources)
    for (const node of nodesOf(tree)) {
      if (!ts.isTaggedTemplateExpression(node) || node.tag.getText() !== "sql" || isInside(node)) continue;
      const lines = node.template
        .getText()
        .slice(1, -1)
        .trim()
        .split("\n")
        .map((line) => line.trim());
      if (lines.join(" ").length > 25) rows.push([path, ownerOf(node), lines.join("\n  ")]);
    }
  return grouped(
    "SQL",
    "Every statement of the server, by file and by the function that sends it. A change of SQL is read here as a difference.",
    rows,
    (group) => group.map(([owner, text]) => `**${owner}**\n\n\`\`\`sql\n  ${text}\n\`\`\`\n`).join("\n"),
  );
}

/** A fragment written inside another statement is already shown there. */
function isInside(node: ts.Node): boolean {
  for (let around: ts.Node | undefined = node.parent; around; around = around.parent)
    if (ts.isTaggedTemplateExpression(around) && around.tag.getText() === "sql") return true;
  return false;
}

function messages(): Map<string, string> {
  const all = new Map<string, string>();
  for (const file of globSync("src/**/messages/en.json").sort())
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>))
      if (typeof text === "string") all.set(key, text.replaceAll("|", "\\|").replaceAll("\n", " "));
  return all;
}

function add(into: Map<string, Set<string>>, key: string, value: string): void {
  into.set(key, (into.get(key) ?? new Set()).add(value));
}
const byFirst = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
const links = (files: ReadonlySet<string>) =>
  [...files]
    .sort()
    .map((file) => `\`${moduleOf(file)}\``)
    .join(", ");
