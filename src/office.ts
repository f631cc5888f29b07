import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { peopleWithRole } from "#features/people/api.ts";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { notify } from "#platform/notifications/notify.ts";
import type { Platform } from "#platform/platform.ts";
import { readSetting, setting, writeSetting } from "#platform/settings/settings.ts";
import { certificateAt } from "#platform/tls/current.ts";
import { type Named, openNamed } from "#platform/tls/named.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { nameIn } from "#platform/wire/localized-name.ts";

/** Reaching Diwan from the office by its name: certificate, redirection from plain http, and the pages that build trust. */
export async function openOffice(platform: Platform, institution: LocalizedName | null): Promise<Named | null> {
  const { host, dataDir, port, httpPort, tls } = platform.config;
  if (!host) return null;
  return openNamed({
    request: { dataDir, host, certFile: tls.cert, keyFile: tls.key, pfxFile: tls.pfx, passphrase: tls.passphrase },
    port,
    httpPort: httpPort ?? 80,
    deskFolder: join(dataDir, "desk"),
    now: () => platform.clock.now(),
    institution: (locale) => (institution ? nameIn(institution, locale) : undefined),
    say: (locale) => (key, params) => platform.catalogue.format(locale, key, params),
    onError: (error) => platform.log.error({ err: error }, "certificate"),
  });
}

const LOOK_EVERY_MS = 6 * 3_600_000;
const alarmTold = setting("tls.alarm_told", z.string(), "");

/**
 * Warns the administrators when the certificate in use nears its end and did not renew itself, once for each degree of
 * alarm; of the institution's own root, a year before. Looked at when it starts and every six hours.
 */
export function watchCertificate(platform: Platform): { look: () => Promise<void>; stop: () => void } {
  const look = () => transact(platform, CALL, tellAlarm);
  const safely = () => void look().catch((error: unknown) => platform.log.error({ err: error }, "certificate alarm"));
  safely();
  const timer = setInterval(safely, LOOK_EVERY_MS);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}

const CALL: Call = { actor: system("tls.alarm"), locale: "ar", requestId: "tls.alarm" };

async function tellAlarm(ctx: Ctx): Promise<void> {
  const state = certificateAt(ctx.platform);
  const rootEnds = state?.root && state.root.alarm !== "none";
  if (!state || (state.alarm === "none" && !rootEnds)) return;
  const key = state.alarm === "none" ? "tls.alarm_root" : `tls.alarm_${state.alarm}`;
  const told = `${key} ${state.alarm === "none" ? state.root!.fingerprint : state.fingerprint}`;
  if ((await readSetting(ctx.tx, alarmTold)) === told) return;
  await writeSetting(ctx, alarmTold, told);
  const notAfter = state.alarm === "none" ? state.root!.notAfter : state.notAfter;
  await emit(ctx, "tls.end_nears", null, { key, notAfter, fingerprint: state.fingerprint });
  const to = await peopleWithRole(ctx, "administrator");
  await notify(ctx, {
    to,
    key,
    args: { days: Math.max(0, state.daysLeft), date: notAfter.toISOString().slice(0, 10) },
  });
}

/** The pages that help to trust the institution's root, over https as over plain http. */
export function serveTrust(app: FastifyInstance, named: Named): void {
  for (const url of ["/trust", "/trust/*"])
    app.get(url, (request, reply) => {
      const answer = named.answer(request.url, request.headers["accept-language"]);
      if (!answer) return reply.callNotFound();
      return reply.status(answer.status).headers(answer.headers).send(answer.body);
    });
}
