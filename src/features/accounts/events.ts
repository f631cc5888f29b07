import { peopleWithRole, personById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { type RecordedEvent, subscriber } from "#platform/events/subscriber.ts";
import { notify } from "#platform/notifications/notify.ts";
import { closeAccount } from "./account/commands.ts";

/** Who leaves the institution leaves Diwan the same moment. */
export const closeOnDeparture = subscriber(
  "accounts.close_on_departure",
  ["people.person_left"],
  async (ctx, event) => {
    if (event.subject) await closeAccount(ctx, event.subject);
  },
);

/** What the owner of an account must hear of, since it may not have been him. */
const TOLD: Record<string, string> = {
  "accounts.activation_issued": "accounts.notice_activation_issued",
  "accounts.factors_reset": "accounts.notice_factors_reset",
  "accounts.password_changed": "accounts.notice_password_changed",
  "accounts.passkey_added": "accounts.notice_passkey_added",
  "accounts.passkey_removed": "accounts.notice_passkey_removed",
  "accounts.totp_added": "accounts.notice_factor_added",
  "accounts.totp_removed": "accounts.notice_factor_removed",
  "accounts.card_added": "accounts.notice_factor_added",
  "accounts.card_removed": "accounts.notice_factor_removed",
  "accounts.recovery_code_used": "accounts.notice_recovery_code_used",
  "accounts.session_opened": "accounts.notice_new_device",
};

export const tellOwner = subscriber("accounts.tell_owner", Object.keys(TOLD), tell, { since: "now" });

async function tell(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const { subject: person, type, body } = event;
  const ordinary =
    (type === "accounts.session_opened" && !body.newDevice) ||
    (type === "accounts.activation_issued" && body.first === true);
  if (!person || ordinary) return;
  await notify(ctx, {
    to: [person],
    key: TOLD[type]!,
    args: { by: await issuerOf(ctx, event), name: body.name ?? "", agent: body.agent || "—" },
    href: "/settings/security",
    event: event.id,
  });
}

/** Who did it, by name; or the operator at the console of the machine. */
async function issuerOf(ctx: Ctx, event: RecordedEvent) {
  const by = event.actorKind === "person" && event.actor ? await personById(ctx, event.actor) : null;
  return by?.name ?? { keys: ["accounts.console"] };
}

/** Whoever can restore any access could also use it: the other administrators hear of each one that one of them restores. */
export const tellAdministrators = subscriber(
  "accounts.tell_administrators",
  ["accounts.activation_issued"],
  async (ctx, event) => {
    const { subject: person, actor, body } = event;
    const administrators = await peopleWithRole(ctx, "administrator");
    const byHelper = event.actorKind === "person" && !administrators.includes(actor ?? "");
    const whose = person ? await personById(ctx, person) : null;
    if (!whose || body.first === true || byHelper) return;
    await notify(ctx, {
      to: administrators.filter((one) => one !== actor && one !== person),
      key: "accounts.notice_access_restored",
      args: { by: await issuerOf(ctx, event), person: whose.name, all: body.resetsFactors === true ? "yes" : "no" },
      href: "/administration/accounts",
      event: event.id,
    });
  },
  { since: "now" },
);
