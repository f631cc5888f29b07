import { join } from "node:path";
import { z } from "zod";
import { institutionIfAny } from "#features/people/api.ts";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { subscriber } from "#platform/events/subscriber.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { job } from "#platform/jobs/job.ts";
import type { Platform } from "#platform/platform.ts";
import { publishSlot } from "#platform/statement/publication.ts";
import { statementId } from "#platform/statement/statement.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { depositKey as openKey } from "./deposits/deposits.ts";
import { paperKindSlot } from "./kind.ts";
import { revokedPapers } from "./store.ts";

/** Publishes to the public side what outsiders need: names, keys, kinds of papers, the signed list of revoked ones. */
export async function publish(platform: Platform): Promise<boolean> {
  const call = { actor: system("papers.publish"), locale: "ar" as const, requestId: "papers.publish" };
  const { house, revoked } = await transact(platform, call, async (ctx) => ({
    house: await institutionIfAny(ctx),
    revoked: await revokedPapers(ctx),
  }));
  if (!house) return false;
  const say = (key: string): LocalizedName => ({
    ar: platform.catalogue.format("ar", key),
    fr: platform.catalogue.format("fr", key),
    zgh: platform.catalogue.format("zgh", key),
    en: platform.catalogue.format("en", key),
  });
  const depositKey = (await openKey(platform)).publicKey;
  const logo = house.logo ? await platform.blobs.get(house.logo) : undefined;
  for (const publishTo of publishSlot.all(platform.fills))
    await publishTo(join(platform.config.dataDir, "desk"), {
      institution: { id: house.id, name: house.name, logo },
      signer: platform.keys.signer("papers"),
      kinds: paperKindSlot.all(platform.fills).map((kind) => kind(say)),
      depositKey,
      revoked: await Promise.all(
        revoked.map(async ({ statement, revoked_at }) => ({
          id: await statementId(statement),
          on: localDateOf(revoked_at),
        })),
      ),
      address: `${platform.config.deskUrl}/v/`,
      live: true,
      at: platform.clock.now(),
    });
  return true;
}

/** Each night: the list of revoked papers is signed anew; its readers warn of one that is older than seven days. */
export const publishJob = job({
  name: "papers.publish",
  payload: z.unknown(),
  cron: "40 2 * * *",
  run: async ({ platform }) => {
    await publish(platform);
  },
});

export const publisher = subscriber(
  "papers.publisher",
  ["papers.revoked", "people.institution_changed"],
  async (ctx) => {
    await publish(ctx.platform);
  },
);
