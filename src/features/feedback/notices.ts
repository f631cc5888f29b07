import { peopleWithRole, personById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { type RecordedEvent, subscriber } from "#platform/events/subscriber.ts";
import { notify } from "#platform/notifications/notify.ts";

type Told = { reporter: string };

/** A report goes to the administrators, its answer to whoever made it. */
async function tell(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const { reporter } = event.body as Told;
  const person = await personById(ctx, reporter);
  const reported = event.type === "feedback.reported";
  await notify(ctx, {
    to: reported ? await peopleWithRole(ctx, "administrator") : [reporter],
    key: reported ? "feedback.notice_reported" : "feedback.notice_answered",
    args: { person: person?.name ?? "" },
    href: reported ? "/administration/feedback" : "/feedback",
    event: event.id,
    ...(event.subject && { resource: event.subject }),
  });
}

export const notices = subscriber("feedback.notices", ["feedback.reported", "feedback.answered"], tell, {
  since: "now",
});
