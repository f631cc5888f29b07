import { z } from "zod";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { invalid, problem } from "#platform/problem.ts";
import { type LogoKind, logoFault, logoKind } from "./logo-bytes.ts";
import { requireRole } from "./policy.ts";
import { Logo } from "./schema.ts";
import * as store from "./store.ts";

/**
 * Gives the institution its logo, or takes it away. What the bytes are decides, never a name; an SVG is refused, because
 * it is a program.
 * @throws http.invalid 422 with people.logo_unknown, people.logo_too_large or people.logo_size; people.not_set_up 409
 */
export const setLogo = command("people.set_logo", z.object({ logo: Logo.nullable() }), async (ctx, { logo }) => {
  await requireRole(ctx, "administrator");
  const house = await store.readInstitution(ctx);
  if (!house) throw problem("people.not_set_up", 409);
  const bytes = logo === null ? null : Buffer.from(logo, "base64");
  const fault = bytes && logoFault(bytes);
  if (fault) throw invalid({ path: "logo", code: fault });
  const stored = bytes && (await ctx.platform.blobs.put(bytes, { label: "institution" }));
  if ((stored?.digest ?? null) === house.logo) return;
  await store.writeLogo(ctx, stored?.digest ?? null);
  await emit(
    ctx,
    "people.logo_changed",
    house.id,
    stored ? { sha256: stored.sha256, size: stored.size } : { sha256: null },
  );
});

/** The logo's bytes and what they are; null without one. */
export async function readLogo(ctx: Ctx): Promise<{ bytes: Buffer; kind: LogoKind; digest: string } | null> {
  const digest = (await store.readInstitution(ctx))?.logo;
  if (!digest) return null;
  const bytes = Buffer.from(await ctx.platform.blobs.get(digest));
  const kind = logoKind(bytes);
  return kind && { bytes, kind, digest };
}

/** Where a page shows it; the address changes with the picture, so that it may be kept for a year. */
export const logoAddress = (digest: string | null): string | null =>
  digest && `/api/institution/logo?v=${digest.slice(0, 16)}`;
