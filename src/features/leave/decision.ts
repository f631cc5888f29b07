import { issuePaper } from "#features/papers/api.ts";
import {
  describePosts,
  institution,
  type Person,
  type PostRow,
  peopleById,
  postsByIds,
  scopePrincipal,
  titleFor,
} from "#features/people/api.ts";
import { type Application, type Signatory, stepsOfRequest } from "#features/requests/api.ts";
import type { Ctx } from "#platform/context.ts";
import { formatDate, formatDateTime } from "#platform/i18n/format-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { capacityLine } from "#platform/letters/capacity.ts";
import type { DecisionSheet } from "#platform/letters/sheets.ts";
import { ANNUAL } from "./account.ts";
import type { LeaveForm } from "./schema.ts";

type Request = Application<LeaveForm> & { facts: Record<string, unknown> };
type Both = { ar: string; fr: string };

export const DECISION = "leave.decision";

/** Issues the decision of annual leave (مقرر رخصة إدارية سنوية) in the language of the request. */
export async function issueDecision(ctx: Ctx, request: Request, signatory: Signatory): Promise<void> {
  const steps = (await stepsOfRequest(ctx, request.id)).filter(
    (step) => step.acted_by && step.state === "done" && step.verdict === "approve",
  );
  const people = await peopleById(ctx, [request.requester, signatory.person, ...steps.map((step) => step.acted_by!)]);
  const posts = new Map(
    (await postsByIds(ctx, [signatory.post, ...steps.flatMap((step) => (step.post ? [step.post] : []))])).map(
      (post) => [post.id, post],
    ),
  );
  const house = await institution(ctx);
  const requester = people.get(request.requester)!;
  const signer = people.get(signatory.person)!;
  const post = posts.get(signatory.post)!;
  const head = (await describePosts(ctx, [signatory.post])).get(signatory.post)!;
  const say = speaker(ctx);
  const { from, to, days, returnOn } = request.facts as { from: string; to: string; days: number; returnOn: string };
  const values = {
    person: requester.name,
    ppr: requester.ppr ?? "—",
    days,
    from,
    to,
    returnOn,
    gender: requester.gender,
    reference: request.reference ?? "",
    house: house.name,
  };
  const approvals = steps
    .filter((step) => step.act !== "decision")
    .map((step) => ({
      step: stepName(say, step, posts, people),
      by: people.get(step.acted_by!)!.name,
      at: dateBoth(localDateOf(step.acted_at!)),
    }));
  await issuePaper(ctx, {
    kind: DECISION,
    series: DECISION,
    template: `{seq:0000}/${house.sigle || "RH"}/{year}`,
    language: request.language,
    person: request.requester,
    subject: request.id,
    signedBy: signatory.person,
    signedFor: await scopePrincipal(ctx, signatory.post, ANNUAL),
    level: 1,
    title: { ...say("leave.paper_title", values) },
    facts: { person: requester.name[request.language === "fr" ? "fr" : "ar"], from, to, days },
    body: (
      reference,
    ): Omit<DecisionSheet, "letterhead" | "reference" | "place" | "date" | "hijri" | "issuedAt" | "verification"> => ({
      title: ctx.platform.catalogue.format(request.language === "fr" ? "fr" : "ar", "leave.paper_title", values),
      titleLine: say("leave.paper_line", { reference }),
      subtitle: say("leave.paper_subtitle"),
      authority: say("leave.paper_authority", {
        title: titleBoth(post, head.gender),
        house: house.name,
      }),
      visas: ["leave.visa_statute", "leave.visa_request", "leave.visa_opinions"].map((key) => say(key, values)),
      articles: [
        say("leave.article_grant", values),
        ...(request.form.abroad ? [say("leave.article_abroad", { ...values, country: request.form.country })] : []),
        say("leave.article_return", values),
        say("leave.article_execution", { ...values }),
      ],
      facts: [
        { label: say("leave.fact_from"), value: dateBoth(from) },
        { label: say("leave.fact_to"), value: dateBoth(to) },
        { label: say("leave.fact_days"), value: say("leave.days", { days }) },
        { label: say("leave.fact_return"), value: dateBoth(returnOn) },
      ],
      approvals,
      signatures: [{ ...signatureOf(ctx, say, signatory, signer), ...capacityOf(signatory, signer, post, head) }],
      copies: [say("leave.copy_person"), say("leave.copy_file")],
    }),
  });
}

type Say = (key: string, values?: Record<string, unknown>) => Both;
const speaker =
  (ctx: Ctx): Say =>
  (key, values = {}) => ({
    ar: ctx.platform.catalogue.format("ar", key, values),
    fr: ctx.platform.catalogue.format("fr", key, values),
  });
const dateBoth = (day: string): Both => ({ ar: formatDate(day, "ar", "full"), fr: formatDate(day, "fr", "full") });
const titleBoth = (post: PostRow, gender: "f" | "m" | null): Both => titleFor(post, gender);

function stepName(
  say: Say,
  step: { role: string | null; post: string | null; capacity: string | null; acted_by: string | null },
  posts: ReadonlyMap<string, PostRow>,
  people: ReadonlyMap<string, Person>,
): Both {
  if (!step.post) return say("leave.hr_office");
  const title = titleBoth(posts.get(step.post)!, people.get(step.acted_by!)?.gender ?? null);
  if (step.capacity === "interim") return capacityLine({ kind: "interim", title });
  return step.capacity === "delegate" ? capacityLine({ kind: "delegation", principal: title }) : title;
}

function signatureOf(ctx: Ctx, say: Say, signatory: Signatory, signer: Person) {
  const at = { ar: formatDateTime(ctx.at, "ar"), fr: formatDateTime(ctx.at, "fr") };
  const act = signatory.actNumber
    ? {
        act: say(signatory.capacity === "interim" ? "leave.interim_act" : "leave.delegation_act", {
          number: signatory.actNumber,
          day: signatory.actDay ?? localDateOf(ctx.at),
        }),
      }
    : {};
  return { mode: "simple" as const, name: signer.name, at, ...act };
}

/** Titles agree with whoever bears them: the signer's own, and of a delegation that of whom he signs for. */
function capacityOf({ capacity }: Signatory, signer: Person, post: PostRow, head: { gender: "f" | "m" | null }) {
  const title = titleBoth(post, signer.gender);
  if (capacity === "holder") return { function: title };
  if (capacity === "interim") return { capacity: capacityLine({ kind: "interim", title }) };
  const feminine = head.gender === "f";
  return { capacity: capacityLine({ kind: "delegation", principal: titleBoth(post, head.gender), feminine }) };
}
