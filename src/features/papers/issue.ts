import { z } from "zod";
import { calendar, hijriText } from "#features/calendar/api.ts";
import { institution, rolePrincipal } from "#features/people/api.ts";
import { createResource, type Entry } from "#platform/access/resources.ts";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { formatDate } from "#platform/i18n/format-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { enqueue, job } from "#platform/jobs/job.ts";
import { renderLetter } from "#platform/letters/render.ts";
import type { DecisionSheet, Letterhead, Sheet } from "#platform/letters/sheets.ts";
import { tell } from "#platform/live/live.ts";
import { takeNumber, voidNumber } from "#platform/numbering/numbering.ts";
import { notFound, problem } from "#platform/problem.ts";
import type { Facts } from "#platform/statement/facts.ts";
import { statementUrl } from "#platform/statement/find.ts";
import { makeStatement } from "#platform/statement/make.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import * as store from "./store.ts";

/** What a feature orders: everything printed, but for the number, the dates and the letterhead, which are set here. */
export type PaperOrder = {
  kind: string;
  series: string;
  /** e.g. `{seq:0000}/DRH/{year}` */
  template: string;
  language: "ar" | "fr" | "bilingual";
  person: string;
  subject: string;
  signedBy: string;
  /** The principal of those who act for the post that decided: they keep reading its acts, whoever holds it. */
  signedFor: string;
  level: 1 | 2 | 3;
  title: LocalizedName;
  /** Printed facts that the statement vouches for. */
  facts: Facts;
  /** The body, once the reference is known. */
  body: (
    reference: string,
  ) => Omit<
    DecisionSheet,
    keyof Pick<Sheet, "letterhead" | "reference" | "place" | "date" | "hijri" | "issuedAt" | "verification">
  >;
};

/**
 * Issues a numbered decision in the command's transaction: number, statement and content are fixed here; the PDF is set
 * by a job from what is fixed, so that a crash between the two loses nothing and changes nothing.
 */
export async function issuePaper(ctx: Ctx, order: PaperOrder): Promise<{ id: string; reference: string }> {
  const id = newId(ctx.at);
  const day = localDateOf(ctx.at);
  const house = await institution(ctx);
  const { reference, number, year } = await takeNumber(ctx, order.series, order.template, id);
  const signer = ctx.platform.keys.signer("papers");
  const { statement, salt } = await makeStatement(
    { institution: house.id, kind: order.kind, number: reference, date: day, facts: order.facts },
    signer,
  );
  const moon = await calendar(ctx);
  const sheet: Omit<DecisionSheet, "issuedAt"> = {
    ...order.body(reference),
    letterhead: letterheadOf(house),
    reference,
    place: house.city,
    date: { ar: formatDate(day, "ar"), fr: formatDate(day, "fr") },
    hijri: { ar: hijriText(moon, day, "ar"), fr: hijriText(moon, day, "fr") },
    verification: { url: statementUrl(ctx.platform.config.deskUrl, statement), code: salt },
  };
  await createResource(ctx, {
    id,
    kind: "papers.paper",
    parent: await personalFile(ctx, order.person),
    entries: [...(await fileEntries(ctx, order.person)), { principal: order.signedFor, verbs: ["read"] }],
    level: order.level,
  });
  await store.insertPaper(ctx, {
    id,
    year,
    number,
    reference,
    day,
    statement,
    salt,
    sheet,
    kind: order.kind,
    series: order.series,
    language: order.language,
    person: order.person,
    subject: order.subject,
    signed_by: order.signedBy,
    issued_at: ctx.at,
    title: order.title,
  });
  await emit(ctx, "papers.issued", id, {
    kind: order.kind,
    reference,
    person: order.person,
    subject: order.subject,
    signedBy: order.signedBy,
  });
  await enqueue(ctx, renderJob, { paper: id });
  return { id, reference };
}

type House = Awaited<ReturnType<typeof institution>>;
const letterheadOf = (house: House): Letterhead => ({
  ...(house.parent_name && { ministry: house.parent_name }),
  directorate: house.name,
  ...(house.address && { address: house.address }),
});

/** The personal file (ملف الموظف): the person himself and the HR office; made when its first paper arrives. */
async function personalFile(ctx: Ctx, person: string): Promise<string> {
  const found = await store.fileOf(ctx, person);
  if (found) return found.id;
  const id = newId(ctx.at);
  await createResource(ctx, { id, kind: "papers.file", entries: await fileEntries(ctx, person), level: 1 });
  await store.insertFile(ctx, person, id);
  return id;
}

const fileEntries = async (ctx: Ctx, person: string): Promise<Entry[]> => [
  { principal: person, verbs: ["read"] },
  { principal: await rolePrincipal(ctx, "hr"), verbs: ["read", "write", "manage"] },
];

/** Sets the PDF of a paper from what was fixed at its issue; run twice, it gives the same bytes. */
export const renderJob = job({
  name: "papers.render",
  payload: z.object({ paper: z.uuid() }),
  async run({ platform, id: requestId }, { paper: id }) {
    const call = { actor: system("papers.render"), locale: "ar" as const, requestId };
    const paper = await transact(platform, call, (ctx) => store.paperById(ctx, id));
    if (!paper || paper.digest) return;
    const data = { ...(paper.sheet as Omit<DecisionSheet, "issuedAt">), issuedAt: paper.issued_at };
    const logo = await transact(platform, call, async (ctx) => (await institution(ctx)).logo);
    if (logo) data.letterhead = { ...data.letterhead, logo: await platform.blobs.get(logo) };
    const pdf = await renderLetter({ template: "decision", language: paper.language, data });
    const stored = await platform.blobs.put(pdf, { label: `level-${paper.level}` });
    await transact(platform, call, async (ctx) => {
      await store.setPdf(ctx, id, stored);
      await emit(ctx, "papers.set", id, { sha256: stored.sha256, size: stored.size });
      for (const person of [paper.person, paper.signed_by]) await tell(ctx.tx, person, "papers");
    });
  },
});

/** Revokes: the number stays in the register, cancelled with its reason; the verification page says so. */
export async function revokePaper(ctx: Ctx, id: string, reason: string): Promise<void> {
  const paper = await store.lockPaper(ctx, id);
  if (!paper) throw notFound();
  if (!(await store.revokeRow(ctx, id, reason))) throw problem("papers.already_revoked", 409);
  await voidNumber(ctx, paper.series, id, reason);
  await emit(ctx, "papers.revoked", id, { reference: paper.reference, person: paper.person, reason });
}
