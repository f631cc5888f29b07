/** Issues papers as fast as it can, with the sequencer, the checkpoints and the worker beside, until it is killed. */
import { issuePaper } from "#features/papers/api.ts";
import { transact } from "#platform/command.ts";
import { readConfig } from "#platform/config.ts";
import { newId } from "#platform/ids.ts";
import { asSystem } from "#platform/testing/database.ts";
import { startProcess } from "../src/process.ts";

const { opened } = await startProcess({ ...readConfig(process.env), only: "worker" });
const person = process.env.PERSON!;
const both = (text: string) => ({ ar: text, fr: text });

for (;;) {
  const call = { actor: asSystem, locale: "ar" as const, requestId: "test" };
  const { reference } = await transact(opened.platform, call, (ctx) =>
    issuePaper(ctx, {
      kind: "test.paper",
      series: "test",
      template: "{seq:0000}/{year}",
      language: "bilingual",
      person,
      subject: newId(),
      signedBy: person,
      signedFor: person,
      level: 1,
      title: both("ورقة"),
      facts: {},
      body: () => ({
        title: "ورقة",
        titleLine: both("ورقة"),
        authority: both("المدير"),
        visas: [],
        articles: [both("مادة واحدة")],
        signatures: [{ mode: "simple", name: both("المدير") }],
      }),
    }),
  );
  // Said only once the transaction was acknowledged.
  process.stdout.write(`${reference}\n`);
}
