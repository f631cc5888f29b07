import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, SupervisorError } from "./words.ts";

/** What a person may ask of bin/start. */
export interface StartOptions {
  port: number;
  dataDir: string;
  /** The name people reach this machine by; without it Diwan listens on this machine only, in plain http. */
  host?: string;
  demo: boolean;
  /** Certificate and key in PEM, or both in one PFX (its passphrase comes from DIWAN_TLS_PASSPHRASE). */
  cert?: string;
  key?: string;
  pfx?: string;
  /** The root key, when it is kept outside the data folder. */
  keyFile?: string;
  /** Started by bin/dev: the server restarts when its sources change, and nothing is built. */
  dev: boolean;
}

const SHAPE = {
  port: { type: "string", default: "3000" },
  data: { type: "string" },
  host: { type: "string" },
  demo: { type: "boolean", default: false },
  cert: { type: "string" },
  key: { type: "string" },
  pfx: { type: "string" },
  "key-file": { type: "string" },
  dev: { type: "boolean", default: false },
} as const;

/** Reads the command line; throws SupervisorError with the sentence for what is wrong. */
export function readOptions(args: string[], root: string, isRoot: boolean): StartOptions {
  const values = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_533) throw refusal({ words: `--port ${values.port}` });
  for (const name of ["cert", "key"] as const)
    if (values[name] && !(values.cert && values.key)) throw together(`--${name}`, name === "cert" ? "--key" : "--cert");
  if ((values.cert ?? values.pfx) && !values.host) throw together(values.pfx ? "--pfx" : "--cert", "--host");
  const file = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return {
    port,
    dataDir: resolve(values.data ?? (isRoot ? "/var/lib/diwan" : `${root}/.diwan/data`)),
    demo: values.demo,
    dev: values.dev,
    ...given("host", values.host),
    ...given("cert", file(values.cert)),
    ...given("key", file(values.key)),
    ...given("pfx", file(values.pfx)),
    ...given("keyFile", file(values["key-file"])),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: SHAPE }).values;
  } catch (error) {
    // The parser explains itself at length and in English; the option it names is what matters.
    const words = /'([^ ']+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? args.join(" ");
    throw refusal({ words });
  }
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
}

function refusal(params: Record<string, string>): SupervisorError {
  return new SupervisorError("supervisor.bad_option", params, EXIT.usage);
}

function together(option: string, other: string): SupervisorError {
  return new SupervisorError("supervisor.not_with", { option, other }, EXIT.usage);
}
