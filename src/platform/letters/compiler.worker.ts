/**
 * The Typst compiler in its own thread: compiling is synchronous native code and must not hold the event loop.
 * One warm compiler; fonts are loaded once. Speaks `Task` in, `Outcome` out.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { TemplateInput } from "./template-data.ts";

export type Task = { id: number; template: string; input: TemplateInput /** s since the epoch */; issuedAt: number };
export type Outcome = { id: number; pdf: Uint8Array; pages: number } | { id: number; error: string };

/**
 * Exact files, so that a letter looks the same on every machine; Libertinus Serif comes inside the compiler. Amiri rather
 * than Noto Naskh, which draws the dots of a letter as glyphs of their own: text copied or indexed from the PDF then
 * has letters twice. Kerning is off in Arabic for the same reason (a kerned pair reads as two words).
 */
const FONTS = ["./fonts/Amiri-Regular.ttf", "./fonts/Amiri-Bold.ttf"];
const TIFINAGH = "@expo-google-fonts/noto-sans-tifinagh/400Regular/NotoSansTifinagh_400Regular.ttf";
const TEMPLATES = join(import.meta.dirname, "templates");

const require = createRequire(import.meta.url);
const fontBlobs = [...FONTS, TIFINAGH].map((file) => readFileSync(require.resolve(file)));
const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs }] });

/** A signature alone on a second page is bad manners: a paper of two pages is tried once more, a little tighter. */
function compile({ id, template, input, issuedAt }: Task): Outcome {
  const logo = input.logo && join(TEMPLATES, input.logo.path);
  if (input.logo && logo) compiler.mapShadow(logo, Buffer.from(input.logo.bytes));
  try {
    const mainFilePath = join(TEMPLATES, `${template}.typ`);
    const compiled = compiler.compile({ mainFilePath, inputs: { data: input.json } });
    let document = compiled.result;
    if (!document) return { id, error: diagnosis(compiled.takeDiagnostics()) };
    if (document.numOfPages === 2) {
      const tight = compiler.compile({ mainFilePath, inputs: { data: input.json, compact: "1" } }).result;
      if (tight?.numOfPages === 1) document = tight;
    }
    const pdf = compiler.pdf(document, { pdfStandard: "a-2b", creationTimestamp: issuedAt });
    return { id, pdf: new Uint8Array(pdf), pages: document.numOfPages };
  } finally {
    if (logo) compiler.unmapShadow(logo);
    // Two papers share nothing worth keeping: no slower without (measured), and no one's words stay in memory.
    compiler.evictCache(0);
  }
}

function diagnosis(error: { shortDiagnostics: unknown[] } | null): string {
  return error ? JSON.stringify(error.shortDiagnostics) : "the compiler gave no document and no reason";
}

parentPort!.on("message", (task: Task) => {
  let outcome: Outcome;
  try {
    outcome = compile(task);
  } catch (error) {
    outcome = { id: task.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort!.postMessage(outcome, "pdf" in outcome ? [outcome.pdf.buffer as ArrayBuffer] : []);
});
