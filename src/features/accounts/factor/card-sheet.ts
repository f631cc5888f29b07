import { personById } from "#features/people/api.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import type { LetterOrder } from "#platform/letters/render.ts";
import { notFound } from "#platform/problem.ts";
import { letterheadOf } from "../account/letterhead.ts";
import { accountOf } from "../account/store.ts";
import { bilingual } from "../activation/sheet.ts";
import { cardCode } from "./codes.ts";
import { openSecret } from "./proof.ts";
import { cardOffer } from "./store.ts";

/** The card to print, as long as no code of it has been confirmed; afterwards it exists on paper only. */
export async function cardSheet(ctx: Ctx, id: string): Promise<LetterOrder<"code-card">> {
  const person = personOf(ctx);
  const card = await cardOffer(ctx, person, id);
  const [account, holder] = [await accountOf(ctx, person), await personById(ctx, person)];
  if (!card || !account || !holder) throw notFound();
  const secret = openSecret(ctx, card.secret, person);
  return {
    template: "code-card",
    language: "bilingual",
    data: {
      title: ctx.platform.catalogue.format("fr", "accounts.card_title", { serial: card.serial }),
      letterhead: await letterheadOf(ctx),
      issuedAt: ctx.at,
      holder: { ar: holder.name.ar, fr: holder.name.fr },
      login: account.login,
      serial: card.serial,
      codes: Array.from({ length: card.size }, (_, at) => spaced(cardCode(secret, at + 1))),
      instructions: [bilingual(ctx, "accounts.card_instruction")],
    },
  };
}

/** `123 456`: read in two glances; spaces are ignored when typed. */
const spaced = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;
