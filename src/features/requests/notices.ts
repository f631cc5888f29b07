import { personById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { type RecordedEvent, subscriber } from "#platform/events/subscriber.ts";
import { notify } from "#platform/notifications/notify.ts";

type Told = { reference: string | null; requester: string; to?: string[]; by?: string; enteredBy?: string | null };

/** Event by event: whom to tell, under which message. No command tells anybody. */
const RULES: Record<string, { key: string; to: (told: Told) => readonly string[] }> = {
  "requests.step_started": { key: "requests.notice_step", to: (told) => told.to ?? [] },
  "requests.verdict_given": {
    key: "requests.notice_entered",
    to: ({ by, enteredBy }) => (by && enteredBy ? [by] : []),
  },
  "requests.returned": { key: "requests.notice_returned", to: (told) => [told.requester] },
  "requests.refused": { key: "requests.notice_refused", to: (told) => [told.requester] },
  "requests.approved": { key: "requests.notice_approved", to: (told) => [told.requester] },
  "requests.annulled": { key: "requests.notice_annulled", to: (told) => [told.requester] },
};

async function tellPeople(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const rule = RULES[event.type];
  const told = event.body as unknown as Told;
  if (!rule || !event.subject) return;
  const requester = await personById(ctx, told.requester);
  await notify(ctx, {
    to: rule.to(told),
    key: rule.key,
    args: { reference: told.reference ?? "", person: requester?.name ?? "" },
    href: `/requests/${event.subject}`,
    resource: event.subject,
    event: event.id,
  });
}

export const notices = subscriber("requests.notices", Object.keys(RULES), tellPeople, { since: "now" });
