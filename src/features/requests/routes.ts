import { z } from "zod";
import { authorize } from "#platform/access/authorize.ts";
import { personOf } from "#platform/context.ts";
import { nextAfter, readAfter } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { notFound, problem } from "#platform/problem.ts";
import { Id, Instant } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { begin, beginOnBehalf, discard, recall, requireKind, save, submit, withdraw } from "./commands.ts";
import { annul, decide, prepare, recordOnPaper, undo } from "./deciding.ts";
import { resolvePath } from "./path.ts";
import { viewPath, viewRequest, viewRows } from "./present.ts";
import { keepProof, PROOF_LIMIT } from "./proofs.ts";
import { Decision, Draft, RequestRow, RequestView, StepView } from "./schema.ts";
import * as store from "./store.ts";

const ById = z.object({ id: Id });
const Versioned = z.object({ version: z.number().int() });

/** His own, those he acted on, or those he entered for colleagues. */
function whose(me: string, mine: "filed" | "acted" | "for_others"): Parameters<typeof store.requestsOf>[1] {
  return mine === "filed" ? { requester: me } : mine === "acted" ? { actedBy: me } : { filedFor: me };
}

export function routes(r: RouteTable): void {
  const query = z.object({
    mine: z.enum(["filed", "acted", "for_others"]).default("filed"),
    cursor: PageQuery.shape.cursor,
    limit: z.coerce.number().int().min(1).max(100).default(30),
  });
  r.get("/requests", { query, response: pageOf(RequestRow) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const rows = await store.requestsOf(ctx, whose(personOf(ctx), query.mine), readAfter(query.cursor), query.limit);
      return {
        items: await viewRows(ctx, rows),
        next: nextAfter(rows, query.limit, (row) => row.updated_at),
      };
    }),
  );
  r.get(
    "/requests/path",
    {
      query: z.object({ kind: z.string().max(60), requester: Id.optional() }),
      response: z.object({ steps: z.array(StepView) }),
    },
    ({ ask, query }) =>
      ask(async (ctx) => ({
        steps: await viewPath(
          ctx,
          await resolvePath(ctx, requireKind(ctx, query.kind), query.requester ?? personOf(ctx)),
        ),
      })),
  );
  r.get("/requests/:id", { params: ById, response: RequestView }, ({ ask, params }) =>
    ask(async (ctx) => {
      await authorize(ctx, params.id, "read");
      const request = await store.requestById(ctx, params.id);
      if (!request) throw notFound();
      return viewRequest(ctx, request);
    }),
  );
  const Made = z.object({ id: Id, version: z.number().int() });
  r.post("/requests", { body: Draft, response: Made, status: 201 }, ({ perform, body }) => perform(begin, body));
  r.post("/requests/on-behalf", { body: beginOnBehalf.input, response: Made, status: 201 }, ({ perform, body }) =>
    perform(beginOnBehalf, body),
  );
  r.put(
    "/requests/:id",
    { params: ById, body: save.input.omit({ id: true }), response: Versioned },
    ({ perform, params, body }) => perform(save, { ...params, ...body }),
  );
  r.post(
    "/requests/:id/submission",
    { params: ById, body: Versioned, response: z.object({ reference: z.string() }) },
    ({ perform, params, body }) => perform(submit, { ...params, ...body }),
  );
  r.post("/requests/:id/recall", { params: ById, body: Versioned, response: Versioned }, ({ perform, params, body }) =>
    perform(recall, { ...params, ...body }),
  );
  r.post("/requests/:id/withdrawal", { params: ById, body: Versioned, status: 204 }, ({ perform, params, body }) =>
    perform(withdraw, { ...params, ...body }),
  );
  r.del("/requests/:id", { params: ById, status: 204 }, ({ perform, params }) => perform(discard, params));

  const Held = z.object({ heldUntil: Instant.nullable() });
  r.post("/requests/:id/decision", { params: ById, body: Decision, response: Held }, ({ perform, params, body }) =>
    perform(decide, { ...params, ...body }),
  );
  r.post(
    "/requests/:id/undo",
    { params: ById, body: z.object({ step: Id }), status: 204 },
    ({ perform, params, body }) => perform(undo, { ...params, ...body }),
  );
  r.post(
    "/requests/:id/proposal",
    { params: ById, body: prepare.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(prepare, { ...params, ...body }),
  );
  r.post(
    "/requests/:id/paper-act",
    { params: ById, body: recordOnPaper.input.omit({ id: true }), response: Held },
    ({ perform, params, body }) => perform(recordOnPaper, { ...params, ...body }),
  );
  r.post(
    "/requests/:id/annulment",
    { params: ById, body: annul.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(annul, { ...params, ...body }),
  );

  r.post(
    "/requests/proofs",
    {
      upload: PROOF_LIMIT + 1024,
      keyless: true,
      response: z.object({ digest: z.string(), type: z.string() }),
      status: 201,
    },
    async ({ ask, request }) => {
      const file = await request.file({ limits: { fileSize: PROOF_LIMIT } });
      if (!file) throw problem("requests.proof_missing", 422);
      const bytes = await file.toBuffer();
      return ask((ctx) => keepProof(ctx, bytes));
    },
  );
  r.get(
    "/requests/:id/proofs/:step",
    { params: z.object({ id: Id, step: z.union([Id, z.literal("filing")]) }), raw: true },
    async ({ ask, params, platform, reply }) => {
      const proof = await ask(async (ctx) => {
        await authorize(ctx, params.id, "read");
        const request = await store.requestById(ctx, params.id);
        if (!request) throw notFound();
        const step = (await store.stepsOf(ctx, [request.id])).find((s) => s.id === params.step);
        const digest = params.step === "filing" ? request.proof : step?.proof;
        const found = digest ? await store.proofOf(ctx, digest) : undefined;
        if (!found) throw notFound();
        return found;
      });
      const extension = proof.type.split("/")[1];
      return reply
        .headers({
          "content-type": proof.type,
          "content-disposition": `attachment; filename="proof.${extension}"`,
          "cache-control": "no-store",
        })
        .send(Buffer.from(await platform.blobs.get(proof.digest)));
    },
  );
}
