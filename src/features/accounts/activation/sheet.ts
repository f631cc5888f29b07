import { personById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { formatDate } from "#platform/i18n/format-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import type { LetterOrder } from "#platform/letters/render.ts";
import type { Text } from "#platform/letters/sheets.ts";
import { notFound } from "#platform/problem.ts";
import { letterheadOf } from "../account/letterhead.ts";
import { accountOf } from "../account/store.ts";
import { openCode } from "./issue.ts";
import { activationsOf } from "./store.ts";

const STEPS = ["accounts.sheet_step_1", "accounts.sheet_step_2", "accounts.sheet_step_3", "accounts.sheet_step_4"];

/** A sentence in both languages of a printed sheet. */
export const bilingual = (ctx: Ctx, key: string, values: Record<string, unknown> = {}): Text => ({
  ar: ctx.platform.catalogue.format("ar", key, values),
  fr: ctx.platform.catalogue.format("fr", key, values),
});

/**
 * The activation sheet to print and hand over in person: name, login, one-time code, address, steps in Arabic and
 * French. Each printing is recorded.
 * @throws 404 when no sheet is good for this person now
 */
export async function activationSheet(ctx: Ctx, person: string): Promise<LetterOrder<"activation-sheet">> {
  const [account, holder] = [await accountOf(ctx, person), await personById(ctx, person)];
  const activation = (await activationsOf(ctx, [person]))[0];
  if (!account || !holder || !activation?.code) throw notFound();
  const code = openCode(ctx, activation.id, activation.code);
  const lastDay = localDateOf(activation.expires_at);
  await emit(ctx, "accounts.activation_printed", person, { activation: activation.id });
  return {
    template: "activation-sheet",
    language: "bilingual",
    data: {
      title: ctx.platform.catalogue.format("fr", "accounts.sheet_title", { login: account.login }),
      letterhead: await letterheadOf(ctx),
      issuedAt: activation.issued_at,
      holder: { ar: holder.name.ar, fr: holder.name.fr },
      login: account.login,
      code,
      validUntil: { ar: formatDate(lastDay, "ar"), fr: formatDate(lastDay, "fr") },
      address: `${ctx.platform.config.url}/activate#${code}`,
      instructions: STEPS.map((key) => bilingual(ctx, key)),
    },
  };
}
