import { z } from "zod";
import { requireStepUp } from "#features/accounts/api.ts";
import { hasRole, peopleById, requireRole } from "#features/people/api.ts";
import { abilities, authorize } from "#platform/access/authorize.ts";
import { type Lowering, openLowering } from "#platform/access/lowering.ts";
import { isOwn } from "#platform/access/own-affairs.ts";
import { command } from "#platform/command.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { sendBlob } from "#platform/http/blob-answer.ts";
import { nextAfter, readAfter } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { notFound, problem } from "#platform/problem.ts";
import { statementUrl } from "#platform/statement/find.ts";
import { Id } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { handle, viewDeposits } from "./deposits/deposits.ts";
import { latestDeposits } from "./deposits/store.ts";
import { revokePaper } from "./issue.ts";
import { classify, requireAnotherFile, settle } from "./labels.ts";
import { DepositView, PaperView } from "./schema.ts";
import * as store from "./store.ts";

const ById = z.object({ id: Id });
/** Reading above this level is itself an event. */
const READ_IS_LOGGED_FROM = 2;

const revoke = command(
  "papers.revoke",
  z.object({ id: Id, reason: z.string().trim().min(3).max(500) }),
  async (ctx, { id, reason }) => {
    await authorize(ctx, id, "manage");
    await requireRole(ctx, "hr");
    await requireAnotherFile(ctx, id);
    await requireStepUp(ctx);
    await revokePaper(ctx, id, reason);
  },
);

export function routes(r: RouteTable): void {
  labelRoutes(r);
  const query = z.object({
    person: Id.optional(),
    cursor: PageQuery.shape.cursor,
    limit: z.coerce.number().int().min(1).max(100).default(30),
  });
  r.get("/papers", { query, response: pageOf(PaperView) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const rows = await store.papersOf(ctx, query.person ?? personOf(ctx), readAfter(query.cursor), query.limit);
      return {
        items: await view(ctx, rows),
        next: nextAfter(rows, query.limit, (row) => row.issued_at),
      };
    }),
  );
  const latest = query.omit({ person: true });
  r.get("/papers/deposits", { query: latest, response: pageOf(DepositView) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const rows = await latestDeposits(ctx, readAfter(query.cursor), query.limit);
      return { items: await viewDeposits(ctx, rows), next: nextAfter(rows, query.limit, (row) => row.received_at) };
    }),
  );
  r.post(
    "/papers/deposits/:id/answer",
    { params: ById, body: handle.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(handle, { ...params, ...body }),
  );
  r.get("/papers/:id", { params: ById, response: PaperView }, ({ ask, params }) =>
    ask(async (ctx) => {
      await authorize(ctx, params.id, "read");
      const row = await store.paperById(ctx, params.id);
      if (!row) throw notFound();
      return (await view(ctx, [row]))[0];
    }),
  );
  r.get(
    "/papers/:id/file",
    { params: ById, query: z.object({ download: z.literal("1").optional() }), raw: true },
    async ({ ask, params, query, platform, request, reply }) => {
      const paper = await ask(async (ctx) => {
        await authorize(ctx, params.id, "read");
        const row = await store.paperById(ctx, params.id);
        if (!row) throw notFound();
        if (!row.digest) throw problem("papers.not_set_yet", 409);
        if (row.level >= READ_IS_LOGGED_FROM) await emit(ctx, "papers.read", row.id, { reference: row.reference });
        return row;
      });
      const name = paper.reference.replace(/[^\p{L}\p{N}.-]+/gu, "-");
      reply.headers({
        "content-type": "application/pdf",
        "content-disposition": `${query.download ? "attachment" : "inline"}; filename="${encodeURIComponent(name)}.pdf"; filename*=UTF-8''${encodeURIComponent(name)}.pdf`,
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      });
      return sendBlob(request, reply, platform.blobs, paper.digest!);
    },
  );
  r.post(
    "/papers/:id/revocation",
    { params: ById, body: revoke.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(revoke, { ...params, ...body }),
  );
}

function labelRoutes(r: RouteTable): void {
  r.put(
    "/papers/:id/label",
    { params: ById, body: classify.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(classify, { ...params, ...body }),
  );
  r.post(
    "/papers/:id/lowering",
    { params: ById, body: settle.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(settle, { ...params, ...body }),
  );
}

async function view(ctx: Ctx, rows: readonly store.PaperRow[]): Promise<PaperView[]> {
  const people = await peopleById(
    ctx,
    rows.flatMap((row) => [row.person, row.signed_by]),
  );
  const held = await abilities(
    ctx,
    rows.map((row) => row.id),
    ["manage"],
  );
  const isHr = await hasRole(ctx, "hr");
  const lowerings = new Map<string, Lowering>();
  for (const row of rows) {
    const open = held.get(row.id)?.manage ? await openLowering(ctx, row.id) : undefined;
    if (open) lowerings.set(row.id, open);
  }
  for (const [id, person] of await peopleById(
    ctx,
    [...lowerings.values()].map((lowering) => lowering.proposed_by),
  ))
    people.set(id, person);
  const name = (id: string) => ({ id, name: people.get(id)!.name });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    reference: row.reference,
    title: row.title,
    language: row.language,
    person: name(row.person),
    signedBy: name(row.signed_by),
    subject: row.subject,
    day: row.day,
    issuedAt: row.issued_at.toISOString(),
    level: row.level,
    ready: row.digest !== null,
    sha256: row.sha256,
    size: row.size,
    verification: { url: statementUrl(ctx.platform.config.deskUrl, row.statement), code: row.salt },
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokeReason: row.revoke_reason,
    lowering: loweringOf(lowerings.get(row.id), name),
    abilities:
      held.get(row.id)?.manage && !isOwn(ctx, row.person) ? abilitiesOn(ctx, row, isHr, lowerings.get(row.id)) : [],
  }));
}

type Named = (id: string) => PaperView["signedBy"];
const loweringOf = (open: Lowering | undefined, name: Named): PaperView["lowering"] =>
  open
    ? { level: open.level, reason: open.reason, by: name(open.proposed_by), at: open.proposed_at.toISOString() }
    : null;

function abilitiesOn(ctx: Ctx, row: store.PaperRow, isHr: boolean, open: Lowering | undefined): PaperView["abilities"] {
  const abilities: PaperView["abilities"] = [];
  if (isHr && !row.revoked_at) abilities.push("revoke");
  if (!open) abilities.push("classify");
  else abilities.push(...(open.proposed_by === ctx.actor.id ? [] : ["confirm_lowering" as const]), "decline_lowering");
  return abilities;
}
