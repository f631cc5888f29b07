import { institutionIfAny } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import type { Letterhead } from "#platform/letters/sheets.ts";

/** The institution's letterhead, with its own logo when it gave one. */
export async function letterheadOf(ctx: Ctx): Promise<Letterhead> {
  const institution = await institutionIfAny(ctx);
  if (!institution) return {};
  const logo = institution.logo ? await ctx.platform.blobs.get(institution.logo) : undefined;
  const { name, parent_name: ministry, address } = institution;
  return {
    directorate: { ar: name.ar, fr: name.fr },
    ...(ministry && { ministry: { ar: ministry.ar, fr: ministry.fr } }),
    ...(address && { address: { ar: address.ar, fr: address.fr } }),
    ...(logo && { logo }),
  };
}
