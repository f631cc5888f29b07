import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, Refusal } from "./refusal.ts";

export type Options = {
  dataDir: string;
  json: boolean;
  /** The words of the command, then its operands: `["audit", "export", "/tmp/log"]`. */
  words: string[];
  key?: string | undefined;
  /** Checkpoints of the audit log kept from earlier: files. */
  checkpoints?: string[] | undefined;
  keyFile?: string | undefined;
  desk?: string | undefined;
  login?: string | undefined;
  /** The login of the person as whom something is read. */
  as?: string | undefined;
  nameAr?: string | undefined;
  nameFr?: string | undefined;
  gender?: string | undefined;
  admin: boolean;
  /** Where the sheet to print is written. */
  sheet?: string | undefined;
};

const SHAPE = {
  data: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
  version: { type: "boolean", default: false },
  key: { type: "string" },
  checkpoint: { type: "string", multiple: true },
  "key-file": { type: "string" },
  desk: { type: "string" },
  login: { type: "string" },
  as: { type: "string" },
  "name-ar": { type: "string" },
  "name-fr": { type: "string" },
  gender: { type: "string", default: "m" },
  admin: { type: "boolean", default: false },
  sheet: { type: "string" },
} as const;

/** Reads the command line. @throws Refusal cli.bad_option */
export function readOptions(args: string[], root: string, isRoot: boolean): Options {
  const { values, positionals } = parse(args);
  return {
    dataDir: resolve(values.data ?? (isRoot ? "/var/lib/diwan" : `${root}/.diwan/data`)),
    json: values.json,
    words: wordsOf(values, positionals),
    key: values.key,
    checkpoints: values.checkpoint,
    keyFile: values["key-file"] && resolve(values["key-file"]),
    desk: values.desk && resolve(values.desk),
    login: values.login,
    as: values.as,
    nameAr: values["name-ar"],
    nameFr: values["name-fr"],
    gender: values.gender,
    admin: values.admin,
    sheet: values.sheet && resolve(values.sheet),
  };
}

function wordsOf({ help, version }: { help: boolean; version: boolean }, positionals: string[]): string[] {
  if (help || (positionals.length === 0 && !version)) return ["help"];
  return version ? ["version"] : positionals;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: SHAPE, allowPositionals: true });
  } catch (error) {
    // The parser explains itself at length and in English; the option it names is what matters.
    const words = /'([^ ']+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? args.join(" ");
    throw new Refusal("cli.bad_option", { words }, EXIT.usage);
  }
}

/** A word that the command has no use for may be a slip that changes what is done. @throws Refusal cli.surplus_operand */
export function noMoreOperands({ words }: Options, command: string): void {
  const most = /^(help|version|status|user list|storage .*)$/.test(command) ? 0 : 1;
  const surplus = words.slice(command.split(" ").length + most);
  if (surplus.length > 0) throw new Refusal("cli.surplus_operand", { words: surplus.join(" ") }, EXIT.usage);
}

/** An operand that the command cannot do without. @throws Refusal cli.missing_operand */
export function operand(value: string | undefined, name: string): string {
  if (value === undefined) throw new Refusal("cli.missing_operand", { name }, EXIT.usage);
  return value;
}
