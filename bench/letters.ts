/**
 * What a paper costs: four of them, set by the product's thread (first with the thread started for it, then warm),
 * against the Typst compiler called bare in this process with the same source, data and fonts. By turns.
 *   node bench/letters.ts [--runs 15]
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { decision, letter } from "#platform/letters/letters.fixture.ts";
import { closeLetters, type LetterOrder, renderLetter } from "#platform/letters/render.ts";
import type { Template } from "#platform/letters/sheets.ts";
import { templateInput } from "#platform/letters/template-data.ts";
import { median, say, spent, spread, verdict } from "./support/figures.ts";

/** The thread and the copy of the answer may cost this much beside the compilation itself. */
const GOAL = 1.5;
const LETTERS = join(import.meta.dirname, "../src/platform/letters");
const TEMPLATES = join(LETTERS, "templates");
const TIFINAGH = "@expo-google-fonts/noto-sans-tifinagh/400Regular/NotoSansTifinagh_400Regular.ttf";
const FONTS = [
  join(LETTERS, "fonts/Amiri-Regular.ttf"),
  join(LETTERS, "fonts/Amiri-Bold.ttf"),
  createRequire(import.meta.url).resolve(TIFINAGH),
];

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "15" } } });
const RUNS = Number(options.runs);

type Order = LetterOrder<"decision"> | LetterOrder<"letter">;
const ORDERS: [string, Order][] = [
  ["decision, Arabic", { template: "decision", language: "ar", data: decision }],
  ["decision, French", { template: "decision", language: "fr", data: decision }],
  ["decision, Arabic and French", { template: "decision", language: "bilingual", data: decision }],
  ["letter, Arabic", { template: "letter", language: "ar", data: letter }],
];

const newCompiler = () =>
  NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs: FONTS.map((file) => readFileSync(file)) }] });

function bare(compiler: NodeCompiler, { template, language, data }: Order): void {
  const { json } = templateInput<Template>(language, data);
  const mainFilePath = join(TEMPLATES, `${template}.typ`);
  const { result } = compiler.compile({ mainFilePath, inputs: { data: json } });
  if (!result) throw new Error(`${template} did not compile`);
  compiler.pdf(result, { pdfStandard: "a-2b", creationTimestamp: 0 });
  compiler.evictCache(0);
}

async function measure(name: string, order: Order): Promise<void> {
  await closeLetters();
  const cold = await spent(() => renderLetter(order as LetterOrder<Template>));
  let compiler = newCompiler();
  const bareCold = await spent(async () => {
    compiler = newCompiler();
    bare(compiler, order);
  });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < RUNS; turn++) {
    theirs.push(await spent(async () => bare(compiler, order)));
    ours.push(await spent(() => renderLetter(order as LetterOrder<Template>)));
  }
  const ratio = median(ours) / median(theirs);
  say(`${name}: cold, Diwan against bare, ms`, `${cold.toFixed(0)} / ${bareCold.toFixed(0)}`);
  say(`${name}: warm, bare Typst, ms (min / median / max)`, spread(theirs, 0));
  say(`${name}: warm, Diwan, ms (min / median / max)`, spread(ours, 0));
  say(`${name}: ratio of the medians`, `${ratio.toFixed(2)}x`, verdict(ratio <= GOAL, `${GOAL}x`));
}

for (const [name, order] of ORDERS) await measure(name, order);
await closeLetters();
