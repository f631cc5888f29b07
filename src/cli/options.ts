import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, Refusal } from "./refusal.ts";

export type Options = {
  dataDir: string;
  json: boolean;
  /** The words of the command, then its operands: `["audit", "export", "/tmp/log"]`. */
  words: string[];
  key?: string | undefined;
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
  key: { type: "string" },
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
    words: values.help || positionals.length === 0 ? ["help"] : positionals,
    key: values.key,
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

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: SHAPE, allowPositionals: true });
  } catch (error) {
    // The parser explains itself at length and in English; the option it names is what matters.
    const words = /'(-[^ ']*)/.exec(error instanceof Error ? error.message : "")?.[1] ?? args.join(" ");
    throw new Refusal("cli.bad_option", { words }, EXIT.usage);
  }
}

/** An operand that the command cannot do without. @throws Refusal cli.missing_operand */
export function operand(value: string | undefined, name: string): string {
  if (value === undefined) throw new Refusal("cli.missing_operand", { name }, EXIT.usage);
  return value;
}
