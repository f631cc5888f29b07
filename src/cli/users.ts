import {
  accountsListed,
  activationSheet,
  createAccount,
  issueActivation,
  personByLogin,
  sessionsOf,
  setLocked,
} from "#features/accounts/api.ts";
import { createPerson, giveRole, personById, rolesHeld } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { renderLetter } from "#platform/letters/render.ts";
import { type Act, type Asked, as, type Ground } from "./ground.ts";
import { EXIT, Refusal } from "./refusal.ts";

/** What can be done about accounts, by the words of the command. */
export const USER_ACTS: Record<string, Act> = {
  "user list": async (ground, asked) => ({ accounts: await as(ground, asked, accountsListed) }),
  "user show": (ground, asked) => as(ground, asked, async (ctx) => show(ctx, await personOf(ctx, asked.login))),
  "user create": create,
  "user lock": (ground, asked) => changeLock(ground, asked, true),
  "user unlock": (ground, asked) => changeLock(ground, asked, false),
  "user activate": (ground, asked) =>
    as(ground, asked, async (ctx) => {
      const person = await personOf(ctx, asked.login);
      return handOver(ctx, ground, asked, person, await issueActivation(ctx, { person }));
    }),
};

/** @throws Refusal cli.no_such_login */
export async function personOf(ctx: Ctx, login: string | undefined): Promise<string> {
  const person = login === undefined ? null : await personByLogin(ctx, login);
  if (!person) throw new Refusal("cli.no_such_login", { login: login ?? "" }, EXIT.noInput);
  return person;
}

async function show(ctx: Ctx, person: string) {
  const account = (await accountsListed(ctx)).find((each) => each.person === person);
  const roles = await rolesHeld(ctx, person);
  const sessions = await sessionsOf(ctx, person);
  return {
    ...account,
    name: (await personById(ctx, person))?.name,
    roles: roles.map(({ role }) => role),
    sessions: sessions.map(({ agent, network, lastSeenAt }) => ({ agent, network, lastSeenAt })),
  };
}

/** A person who is not there yet, with an account; as an administrator also with the role. */
function create(ground: Ground, asked: Asked) {
  return as(ground, asked, async (ctx) => {
    const { administrator, ...names } = asked.person!;
    const { id } = await createPerson.run(ctx, names);
    if (administrator) await giveRole.run(ctx, { role: "administrator", person: id });
    const { activation } = await createAccount(ctx, { person: id, login: asked.login ?? "" });
    return handOver(ctx, ground, asked, id, activation!);
  });
}

/** What the operator hands over in person: the link, and the sheet to print when it was asked for. */
async function handOver(
  ctx: Ctx,
  { platform }: Ground,
  { login, sheet }: Asked,
  person: string,
  { code, expiresAt }: { code: string; expiresAt: Date },
) {
  const pdf = sheet ? await renderLetter(await activationSheet(ctx, person)) : null;
  return {
    login,
    link: `${platform.config.url}/activate#${code}`,
    code,
    expiresAt: expiresAt.toISOString(),
    ...(pdf && { sheet: Buffer.from(pdf).toString("base64") }),
  };
}

async function changeLock(ground: Ground, asked: Asked, locked: boolean) {
  await as(ground, asked, async (ctx) => setLocked(ctx, await personOf(ctx, asked.login), locked));
  return { login: asked.login, locked };
}
