import { readFile } from "node:fs/promises";
import { argv, exit, stdout } from "node:process";
import { parseArgs } from "node:util";
import { verifyExport } from "./verify.ts";

/** `node main DIR [--key VERIFIER_KEY]... [--checkpoint FILE]...`: prints the report as JSON; exit 0 when it holds, 1 when not. */
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { key: { type: "string", multiple: true }, checkpoint: { type: "string", multiple: true } },
});
const remembered = await Promise.all((values.checkpoint ?? []).map((file) => readFile(file, "utf8")));
const report = await verifyExport(positionals[0] ?? ".", {
  ...(values.key && { trustedKeys: values.key }),
  remembered,
});
stdout.write(`${JSON.stringify(report, null, 2)}\n`);
exit(report.ok ? 0 : 1);
