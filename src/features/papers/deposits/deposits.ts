import { join } from "node:path";
import { z } from "zod";
import { peopleById, peopleWithRole, rolePrincipal } from "#features/people/api.ts";
import { authorize } from "#platform/access/authorize.ts";
import { isOwn, refuseOwn } from "#platform/access/own-affairs.ts";
import { createResource } from "#platform/access/resources.ts";
import { system } from "#platform/actor.ts";
import { command, transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { openDepositKey } from "#platform/deposits/deposit-key.ts";
import { type Deposit, fetchDeposits } from "#platform/deposits/deposits.ts";
import type { DepositKey } from "#platform/deposits/seal.ts";
import { emit } from "#platform/events/emit.ts";
import { subscriber } from "#platform/events/subscriber.ts";
import { job } from "#platform/jobs/job.ts";
import { notify } from "#platform/notifications/notify.ts";
import type { Platform } from "#platform/platform.ts";
import { problem } from "#platform/problem.ts";
import type { DepositView } from "../schema.ts";
import * as store from "./store.ts";

/** Who reads what outsiders report: the office that keeps the papers, and the administrator. */
const READERS = ["hr", "administrator"] as const;
const call = (name: string) => ({ actor: system(name), locale: "ar" as const, requestId: name });

/** The key that opens what is left at the desk; made once, by one process, and sealed under the root key. */
export const depositKey = (platform: Platform): Promise<DepositKey> =>
  transact(platform, call("papers.deposit_key"), async (ctx) => {
    await store.lockKey(ctx);
    return openDepositKey(join(platform.config.dataDir, "keys", "deposits.key"), platform.keys);
  });

/** Each minute: what was left at the desk is opened, kept here, and taken off the desk's disk. */
export const fetchJob = job({
  name: "papers.fetch_deposits",
  payload: z.unknown(),
  cron: "* * * * *",
  async run({ platform, progress }) {
    const desk = join(platform.config.dataDir, "desk");
    const { accepted, refused } = await fetchDeposits(desk, await depositKey(platform), (deposit) =>
      transact(platform, call("papers.fetch_deposits"), (ctx) => keep(ctx, deposit)),
    );
    if (accepted + refused > 0) await progress(accepted, accepted + refused);
    if (refused > 0) platform.log.warn({ refused }, "deposits that do not open with our key were set aside");
  },
});

/** The random name of the sealed file as a UUID (version 8, RFC 9562), so that a deposit fetched twice is kept once. */
const idOf = ({ id }: Deposit): string => id.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-8$3-8$4-$5");

async function keep(ctx: Ctx, deposit: Deposit): Promise<void> {
  const id = idOf(deposit);
  if (await store.hasDeposit(ctx, id)) return;
  const entries = [];
  for (const role of READERS)
    entries.push({ principal: await rolePrincipal(ctx, role), verbs: ["read", "write"] as const });
  const { text, contact, language, statement } = deposit.body;
  const paper = statement ? ((await store.paperOfStatement(ctx, statement))?.id ?? null) : null;
  await createResource(ctx, { id, kind: "papers.deposit", entries, level: 1 });
  await store.insertDeposit(ctx, {
    id,
    receipt: deposit.receipt,
    received_at: deposit.receivedAt,
    words: text,
    contact: contact || null,
    language,
    statement: statement ?? null,
    paper,
  });
  await emit(ctx, "papers.deposit_received", id, { receipt: deposit.receipt, paper });
}

export const depositNotices = subscriber("papers.deposit_notices", ["papers.deposit_received"], async (ctx, event) => {
  const to: string[] = [];
  for (const role of READERS) to.push(...(await peopleWithRole(ctx, role)));
  await notify(ctx, {
    to,
    key: "papers.notice_deposit",
    args: { receipt: event.body.receipt },
    href: "/papers/reports",
    resource: event.subject!,
    event: event.id,
  });
});

/** Notes what was found of somebody else's paper; the report stays, with who dealt with it and when. */
export const handle = command(
  "papers.handle_deposit",
  z.object({ id: z.uuid(), answer: z.string().trim().min(3).max(1000) }),
  async (ctx, { id, answer }) => {
    await authorize(ctx, id, "write");
    const about = await store.personReported(ctx, id);
    if (about) refuseOwn(ctx, about.person, "papers.own_paper");
    if (!(await store.handleRow(ctx, id, answer))) throw problem("papers.already_handled", 409);
    await emit(ctx, "papers.deposit_handled", id, { answer });
  },
);

export async function viewDeposits(ctx: Ctx, rows: readonly store.DepositRow[]): Promise<DepositView[]> {
  const people = await peopleById(
    ctx,
    rows.flatMap((row) => (row.handled_by ? [row.handled_by] : [])),
  );
  return rows.map((row) => {
    const by = row.handled_by ? people.get(row.handled_by) : undefined;
    return {
      id: row.id,
      receipt: row.receipt,
      receivedAt: row.received_at.toISOString(),
      words: row.words,
      contact: row.contact,
      ours: row.paper !== null,
      paper: row.paper && row.reference ? { id: row.paper, reference: row.reference } : null,
      handled: row.handled_at
        ? { at: row.handled_at.toISOString(), by: by ? { id: by.id, name: by.name } : null, answer: row.answer ?? "" }
        : null,
      abilities: row.handled_at || (row.person && isOwn(ctx, row.person)) ? [] : ["handle"],
    };
  });
}
