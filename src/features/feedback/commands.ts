import { z } from "zod";
import { requireRole, rolePrincipal } from "#features/people/api.ts";
import { createResource } from "#platform/access/resources.ts";
import { command } from "#platform/command.ts";
import { personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { notFound, problem } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { NewReport } from "./schema.ts";
import * as store from "./store.ts";

/** Tells the administrators what is wrong. */
export const report = command("feedback.report", NewReport, async (ctx, { text, screen, browser, incident }) => {
  const reporter = personOf(ctx);
  const id = newId(ctx.at);
  await createResource(ctx, {
    id,
    kind: "feedback.report",
    entries: [
      { principal: reporter, verbs: ["read"] },
      { principal: await rolePrincipal(ctx, "administrator"), verbs: ["read", "write"] },
    ],
  });
  const { requestId = null, code = null } = incident ?? {};
  await store.insertReport(ctx, { id, reporter, body: text, screen, browser, request_id: requestId, code });
  await emit(ctx, "feedback.reported", id, { reporter, screen, requestId });
  return { id };
});

/** Answers a report and closes it. @throws Problem `feedback.answered` 409 when somebody did already */
export const answer = command(
  "feedback.answer",
  z.object({ id: Id, text: z.string().trim().min(1).max(4000) }),
  async (ctx, { id, text }) => {
    const row = await store.reportById(ctx, id);
    if (!row) throw notFound();
    await requireRole(ctx, "administrator");
    if (!(await store.insertAnswer(ctx, id, text, personOf(ctx)))) throw problem("feedback.answered", 409);
    await emit(ctx, "feedback.answered", id, { reporter: row.reporter });
  },
);
