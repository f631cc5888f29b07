import type { Formats } from "#web/formats.ts";
import type { Translate } from "#web/messages.tsx";
import type { RequestRow, StepView } from "../schema.ts";

/** The name of an office that is asked without a post (the HR office); its code when this build has no name for it. */
export const officeName = (t: Translate, office: string): string =>
  t.has(`requests.office.${office}`) ? t.of(`requests.office.${office}`) : office;

/** Who is asked: the post, or the office. */
export const askedName = (t: Translate, formats: Formats, step: Pick<StepView, "post" | "office">): string =>
  step.post ? formats.name(step.post.title) : officeName(t, step.office ?? "");

/** "Visa: head of service", "Decision: director". */
export const stepName = (t: Translate, formats: Formats, step: Pick<StepView, "act" | "post" | "office">): string =>
  t(`requests.act.${step.act}`, { who: askedName(t, formats, step) });

/** In one sentence: where the request is, with whom, until when. */
export function whereItIs(t: Translate, formats: Formats, request: Pick<RequestRow, "state" | "at">): string {
  const { state, at } = request;
  if (state !== "submitted" || !at) return t(`requests.where.${state}`);
  const who = at.title ? formats.name(at.title) : officeName(t, at.office ?? "");
  const named = at.person && at.title;
  const day = at.dueOn;
  if (named && day) return t("requests.where.person_by", { who, person: formats.name(at.person!.name), day });
  if (named) return t("requests.where.person", { who, person: formats.name(at.person!.name) });
  return day ? t("requests.where.post_by", { who, day }) : t("requests.where.post", { who });
}
