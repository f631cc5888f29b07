import { emit } from "#platform/events/emit.ts";
import { createServer } from "#platform/http/server.ts";
import { routesOf } from "../app.ts";
import { type Asked, as, type Ground } from "./ground.ts";
import { EXIT, Refusal } from "./refusal.ts";
import { personOf } from "./users.ts";

/** @throws Refusal cli.not_an_address */
export function addressIn(path = ""): string {
  if (!path.startsWith("/api/")) throw new Refusal("cli.not_an_address", { path }, EXIT.usage);
  return path;
}

/**
 * Answers what a person would be shown at an address of the API, to help or to examine; it changes nothing. Told to the
 * log before it is read: who looked, as whom, at what.
 * @throws Refusal what the person would be refused
 */
export async function readAs(ground: Ground, asked: Asked): Promise<Record<string, unknown>> {
  const path = addressIn(asked.path);
  const person = await as(ground, asked, async (ctx) => {
    const id = await personOf(ctx, asked.login);
    await emit(ctx, "console.read_as", id, { path });
    return id;
  });
  const app = await createServer(ground.platform, {
    routes: routesOf(ground.features),
    authenticate: async () => ({ actor: { kind: "person", id: person, strength: "none" } }),
  });
  try {
    const answer = await app.inject({ method: "GET", url: path });
    if (!String(answer.headers["content-type"]).includes("json"))
      throw new Refusal("cli.not_an_address", { path }, EXIT.usage);
    const body = answer.json();
    if (answer.statusCode >= 400) throw new Refusal(body.code, body.params, EXIT.data);
    return { answer: body };
  } finally {
    await app.close();
  }
}
