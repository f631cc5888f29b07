import type { FastifyInstance, InjectOptions } from "fastify";
import { TOTP } from "otpauth";
import {
  appoint,
  createPerson,
  createPost,
  createUnit,
  giveRole,
  mainPostOf,
  setInstitution,
} from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { drain } from "#platform/events/drain.ts";
import { type RecordedEvent, subscriber } from "#platform/events/subscriber.ts";
import { type Route, routeTable } from "#platform/http/routes.ts";
import { createServer } from "#platform/http/server.ts";
import { notificationRoutes } from "#platform/notifications/routes.ts";
import { asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { createAccount } from "./api.ts";
import { closeOnDeparture, tellAdministrators, tellOwner } from "./events.ts";
import { routes } from "./routes.ts";
import { authenticate } from "./session/authenticate.ts";

export const PASSWORD = "quatre dattes et un verre";
export const both = (text: string) => ({ ar: `${text} ع`, fr: text });

export type Answer = { status: number; body: Record<string, never>; raw: Buffer; cookies: string[] };
type Send = (url: string, body?: unknown) => Promise<Answer>;
/** A browser with its cookies, on a network of its own. */
export type Browser = { get: Send; post: Send; put: Send; patch: Send; del: Send; jar: Map<string, string> };
export type Bed = TestDatabase & {
  app: FastifyInstance;
  browser: (address?: string) => Browser;
  /** The same browser, its next requests answered by another process on the same database. */
  elsewhere: (browser: Browser) => Promise<Browser>;
  /** Every event so far, subscribers served. */
  told: () => Promise<RecordedEvent[]>;
};

/** Diwan with its sign-in over HTTP, and an institution without anybody. */
export async function signInBed(): Promise<Bed> {
  const t = await testDatabase();
  const table: Route[] = [];
  routes(routeTable("accounts", table));
  notificationRoutes(routeTable("notifications", table));
  const app = await createServer(t.platform, { routes: table, authenticate });
  const apps = [app];
  const heard: RecordedEvent[] = [];
  const ear = subscriber("test.ear", ["*"], async (_ctx, event) => void heard.push(event));
  await t.as(asSystem, (ctx) => setInstitution.run(ctx, { name: both("Direction"), sigle: "DT", city: both("Rabat") }));
  return {
    ...t,
    app,
    browser: (address = "192.168.1.10") => browserOn(app, address),
    elsewhere: async ({ jar }) => {
      const other = await createServer({ ...t.platform, db: t.ownerDb }, { routes: table, authenticate });
      apps.push(other);
      return browserOn(other, "192.168.1.10", jar);
    },
    told: async () => {
      await drain(t.platform, [ear, closeOnDeparture, tellOwner, tellAdministrators]);
      return heard;
    },
    close: async () => {
      for (const one of apps) await one.close();
      await t.close();
    },
  };
}

function browserOn(app: FastifyInstance, remoteAddress: string, jar = new Map<string, string>()): Browser {
  const send =
    (method: InjectOptions["method"]): Send =>
    async (url, body) => {
      const headers = {
        "x-diwan": "1",
        host: "localhost:3000",
        origin: "http://localhost:3000",
        "user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
        "accept-language": "fr",
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(method === "POST" && { "idempotency-key": `key-${Math.random().toString(36).slice(2)}` }),
      };
      const options = {
        method,
        url: `/api${url}`,
        headers,
        remoteAddress,
        ...(body !== undefined && { payload: body }),
      };
      const answer = await app.inject(options as InjectOptions);
      const cookies = [answer.headers["set-cookie"] ?? []].flat();
      for (const cookie of cookies) keep(jar, cookie);
      const isJson = String(answer.headers["content-type"] ?? "").includes("json");
      return { status: answer.statusCode, body: isJson ? answer.json() : {}, raw: answer.rawPayload, cookies };
    };
  return { get: send("GET"), post: send("POST"), put: send("PUT"), patch: send("PATCH"), del: send("DELETE"), jar };
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [name, value] = cookie.split(";")[0]!.split("=") as [string, string];
  if (/Max-Age=0\b/.test(cookie)) jar.delete(name);
  else jar.set(name, value);
}

/** A person with an account, a password and perhaps a role; signs in from anywhere. */
export async function someone(
  bed: Bed,
  login: string,
  { role, password = PASSWORD }: { role?: "administrator" | "helper" | "hr"; password?: string | null } = {},
): Promise<string> {
  return bed.as(asSystem, async (ctx) => {
    const { id } = await createPerson.run(ctx, { givenName: both(login), familyName: both("Alami"), gender: "f" });
    if (role) await giveRole.run(ctx, { role, person: id });
    await createAccount(ctx, { person: id, login, ...(password && { password }) });
    return id;
  });
}

export const signIn = (browser: Browser, login: string, password = PASSWORD): Promise<Answer> =>
  browser.post("/session", { login, password });

/** A unit with its helper and a colleague in it. */
export async function unitWithHelper(bed: Bed, helper: string, colleague: string): Promise<void> {
  await bed.as(asSystem, async (ctx: Ctx) => {
    const unit = await createUnit.run(ctx, {
      kind: "service",
      name: both("Service"),
      sigle: "S",
      openedOn: "2020-01-01",
    });
    const title = both("Cadre");
    const post = { unit: unit.id, rank: "officer", head: false, title, titleF: title, openedOn: "2020-01-01" } as const;
    const { id } = await createPost.run(ctx, post);
    await appoint.run(ctx, { post: id, person: colleague, kind: "holder", fromDay: "2024-01-01", actNumber: "1" });
    await giveRole.run(ctx, { role: "helper", person: helper, unit: unit.id });
  });
}

/** Puts somebody at the head of the unit of a colleague. */
export async function headOfUnitOf(bed: Bed, colleague: string, head: string): Promise<void> {
  await bed.as(asSystem, async (ctx: Ctx) => {
    const unit = (await mainPostOf(ctx, colleague))!.unit.id;
    const title = both("Chef");
    const post = { unit, rank: "head_of_service", head: true, title, titleF: title, openedOn: "2020-01-01" } as const;
    const { id } = await createPost.run(ctx, post);
    await appoint.run(ctx, { post: id, person: head, kind: "holder", fromDay: "2024-01-01", actNumber: "2" });
  });
}

/** Adds an authenticator app, and gives what it shows at the moment of the clock. */
export async function withApp(bed: Bed, browser: Browser): Promise<() => string> {
  const offer = (await browser.post("/accounts/totp")).body as unknown as { id: string; uri: string };
  const secret = new URL(offer.uri).searchParams.get("secret")!;
  const code = () => new TOTP({ secret }).generate({ timestamp: bed.clock.now().getTime() });
  const confirmed = await browser.post("/accounts/totp/confirmation", { id: offer.id, code: code() });
  if (confirmed.status !== 200) throw new Error(`the app was not accepted: ${confirmed.raw}`);
  bed.clock.advance(30_000);
  return code;
}
