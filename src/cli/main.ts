import { userInfo } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ClusterError } from "#platform/db/embedded-error.ts";
import { openCatalogue } from "#platform/i18n/catalogue.ts";
import { terminalLocale } from "../supervisor/words.ts";
import { ACTS } from "./acts.ts";
import { backup } from "./backup.ts";
import { checkLog, checkPaper, findingSentences, logSentences, type Sentence } from "./checks.ts";
import { askRunning } from "./client.ts";
import type { Asked } from "./ground.ts";
import { type NewPerson, partedName } from "./new-person.ts";
import { withGround } from "./offline.ts";
import { noMoreOperands, type Options, operand, readOptions } from "./options.ts";
import { outputMustBeNew, outputMustBeWritable, takeExport, writeSheet } from "./output.ts";
import { addressIn } from "./read-as.ts";
import { EXIT, fileRefusalOf, Refusal, refusalOf } from "./refusal.ts";
import { restore } from "./restore.ts";
import { version } from "./status.ts";
import { plainText } from "./words.ts";

type Result = {
  body: object;
  exitCode?: number;
  summary?: string;
  /** In place of the summary: several sentences, and only these names after them. */
  told?: { sentences: Sentence[]; shown: object };
};

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Performs one command line of the console and answers what it found. */
export async function perform(options: Options): Promise<Result> {
  const [first = "", second = "", third] = options.words;
  const pair = `${first} ${second}`;
  const command = pair === "audit verify" || Object.hasOwn(ACTS, pair) ? pair : first;
  noMoreOperands(options, command);
  if (first === "help") return { body: {}, summary: "cli.usage" };
  if (first === "version") return { body: { version } };
  if (command === "audit verify") {
    const report = await checkLog(operand(third, "DIR"), options.key, options.checkpoints);
    const { findings: _, ...shown } = report;
    return { body: report, exitCode: report.ok ? 0 : EXIT.found, told: { sentences: logSentences(report), shown } };
  }
  if (first === "verify") {
    const result = await checkPaper(operand(options.words[1], "PAPER"), options.desk ?? `${options.dataDir}/desk`);
    const good = result.code === "valid";
    return { body: result, exitCode: good ? 0 : EXIT.found, summary: `cli.paper_${result.code}` };
  }
  if (first === "backup") {
    const body = await backup(options, options.words[1], { operator: userInfo().username });
    return { body, summary: "cli.backed_up" };
  }
  if (first === "restore") {
    return restored(await restore(resolve(operand(options.words[1], "FILE")), options.dataDir, options.keyFile));
  }
  return act(options, command);
}

/** Has the running Diwan do it, or does it on the data folder at rest. */
async function act(options: Options, command: string): Promise<Result> {
  const run = Object.hasOwn(ACTS, command) ? ACTS[command] : undefined;
  if (!run) throw new Refusal("cli.unknown_command", { command: options.words.join(" ") }, EXIT.usage);
  const asked = askedBy(options, command);
  const body =
    (await askRunning(options.dataDir, command, asked)) ??
    (await withGround(options.dataDir, { keyFile: options.keyFile }, (ground) => run(ground, asked)));
  if (command === "audit export") return { body: await takeExport(options, body) };
  if (command === "storage verify") return verified(body);
  if (options.sheet) body.sheet = await writeSheet(options.sheet, String(body.sheet));
  return { body, ...(body.link ? { summary: "cli.hand_over" } : {}) };
}

function restored(body: Awaited<ReturnType<typeof restore>>): Result {
  const { findings, ...shown } = body;
  if (findings.some(({ severity }) => severity === "problem")) {
    const sentences: Sentence[] = [["cli.restore_log_invalid", body], ...findingSentences(findings)];
    return { body, exitCode: EXIT.found, told: { sentences, shown } };
  }
  return { body, summary: body.verifiedEntries === null ? "cli.restored_without_key" : "cli.restored" };
}

function verified(body: Record<string, unknown>): Result {
  const isGood = (body.findings as unknown[]).length === 0;
  return { body, exitCode: isGood ? 0 : EXIT.found, summary: isGood ? "cli.blobs_good" : "cli.blobs_bad" };
}

function askedBy(options: Options, command: string): Asked {
  const rest = options.words.slice(command.split(" ").length);
  const by = { operator: userInfo().username, sheet: options.sheet !== undefined };
  if (options.as !== undefined && command !== "get") throw new Refusal("cli.as_reads", {}, EXIT.usage);
  if (command === "get") return { ...by, login: operand(options.as, "--as LOGIN"), path: addressIn(rest[0]) };
  if (command === "audit export") outputMustBeNew(operand(rest[0], "DIR"));
  if (options.sheet) outputMustBeWritable(options.sheet);
  if (!/^user (?!list)/.test(command)) return by;
  const login = operand(options.login ?? rest[0], "LOGIN");
  return command === "user create" ? { ...by, login, person: personIn(options) } : { ...by, login };
}

function personIn(options: Options): NewPerson {
  const ar = partedName(operand(options.nameAr, "--name-ar"));
  const fr = partedName(operand(options.nameFr, "--name-fr"));
  const { gender } = options;
  if (gender !== "f" && gender !== "m") throw new Refusal("cli.bad_option", { words: "--gender f|m" }, EXIT.usage);
  return {
    givenName: { ar: ar.given, fr: fr.given },
    familyName: { ar: ar.family, fr: fr.family },
    gender,
    administrator: options.admin,
  };
}

async function main(args: string[]): Promise<number> {
  const json = args.includes("--json");
  const locale = terminalLocale();
  const say = (key: string, values: object) => openCatalogue().format(locale, key, { ...values });
  try {
    const { body, exitCode = 0, summary, told } = await perform(readOptions(args, ROOT, process.getuid?.() === 0));
    const sentences = told?.sentences ?? (summary ? [[summary, body] as const] : []);
    const text = sentences.map(([key, values]) => say(key, values)).join("\n");
    process.stdout.write(json ? `${JSON.stringify(body)}\n` : plainText(text, told?.shown ?? body, locale));
    return exitCode;
  } catch (error) {
    const refusal = refusalOf(error) ?? fileRefusalOf(error);
    if (!refusal) throw error;
    const { code, params, exitCode } = refusal;
    const text = error instanceof ClusterError ? error.explain(locale) : say(code, params);
    const told = json ? JSON.stringify({ code, params }) : plainText(text, {}, locale).trimEnd();
    process.stderr.write(`${told}\n`);
    return exitCode;
  }
}

if (import.meta.main) {
  // What features started for this one command must not keep the terminal waiting.
  const exitCode = await main(process.argv.slice(2));
  process.stdout.write("", () => process.exit(exitCode));
}
