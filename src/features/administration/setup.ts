import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { createAccount, setSecondFactorRule } from "#features/accounts/api.ts";
import { createPerson, giveRole, institutionIfAny, setInstitution, setLogo } from "#features/people/api.ts";
import { operator, system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import type { Platform } from "#platform/platform.ts";
import { notFound, problem } from "#platform/problem.ts";
import { readSetting, setting, writeSetting } from "#platform/settings/settings.ts";
import { exampleSlot } from "./example.ts";
import type { SetUp } from "./schema.ts";

/** SHA-256 of the code of the link printed at the start; empty when none is open. */
const codeSetting = setting("administration.setup_code", z.string(), "");
const digest = (code: string): string => createHash("sha256").update(code).digest("hex");

const callAs = (actor: Call["actor"]): Call => ({ actor, locale: "ar", requestId: "administration.setup" });

/** While there is no institution: a new one-time link to the setup assistant, the earlier one void. */
export async function openSetUp(platform: Platform): Promise<string | null> {
  return transact(platform, callAs(system("administration.setup")), async (ctx) => {
    if (await institutionIfAny(ctx)) return null;
    const code = randomBytes(24).toString("base64url");
    await writeSetting(ctx, codeSetting, digest(code));
    return `${platform.config.url}/setup#${code}`;
  });
}

/** @throws Problem `administration.setup_done` 409, `administration.setup_code_wrong` 403 */
async function requireCode(ctx: Ctx, code: string): Promise<void> {
  if (await institutionIfAny(ctx)) throw problem("administration.setup_done", 409);
  const kept = Buffer.from(await readSetting(ctx.tx, codeSetting));
  const given = Buffer.from(digest(code));
  if (kept.length !== given.length || !timingSafeEqual(kept, given))
    throw problem("administration.setup_code_wrong", 403);
}

/** The institution and its first administrator, in one transaction; the code dies with it. */
export async function setUp(platform: Platform, input: SetUp): Promise<void> {
  await transact(platform, callAs(operator("setup")), async (ctx) => {
    await requireCode(ctx, input.code);
    const name = {
      ar: input.nameAr,
      fr: input.nameFr,
      ...(input.nameZgh && { zgh: input.nameZgh }),
      ...(input.nameEn && { en: input.nameEn }),
    };
    const city = { ar: input.cityAr, fr: input.cityFr };
    await setInstitution.run(ctx, { name, city, sigle: input.sigle, parentName: null, hue: null });
    const { id } = await createPerson.run(ctx, {
      givenName: { ar: input.givenAr, fr: input.givenFr },
      familyName: { ar: input.familyAr, fr: input.familyFr },
      gender: input.gender,
    });
    await giveRole.run(ctx, { role: "administrator", person: id });
    if (input.logo) await setLogo.run(ctx, { logo: input.logo });
    await createAccount(ctx, { person: id, login: input.login, password: input.password });
    await writeSetting(ctx, codeSetting, "");
    await emit(ctx, "administration.set_up", id, { institution: name });
  });
}

/** Whether there is an institution to try things on. */
export const hasExample = ({ fills }: Platform): boolean => exampleSlot.all(fills).length > 0;

/** Fills the empty instance with the demonstration instead; nobody is asked for a second factor there. */
export async function setUpDemonstration(platform: Platform, code: string): Promise<void> {
  const load = exampleSlot.all(platform.fills)[0];
  if (!load) throw notFound();
  await transact(platform, callAs(operator("setup")), (ctx) => requireCode(ctx, code));
  await load(platform);
  await transact(platform, callAs(operator("setup")), async (ctx) => {
    await setSecondFactorRule(ctx, "nobody");
    await writeSetting(ctx, codeSetting, "");
  });
}
