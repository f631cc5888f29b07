import { buildWorld, type World } from "#features/demonstration/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { discoverFeatures, routesOf } from "../../src/app.ts";
import { type Answer, type Client, type TestDiwan, testDiwan } from "../../src/testing.ts";
import { sampleOf } from "./sample.ts";

const HELD_MS = 11_000;
/** A member of staff of another division, without any part in what happens: he knows ids, and nothing else. */
export const STRANGER = "zineb";
export type Bed = { t: TestDiwan; world: World; as: (login: string) => Client };

export async function openBed(options: Parameters<typeof testDiwan>[0] = {}): Promise<Bed> {
  const t = await testDiwan(options);
  const world = await t.as(asSystem, buildWorld);
  return { t, world, as: (login) => t.http(world.people[login]!) };
}

export async function fileLeave({ as }: Bed, login: string, from: string, to: string): Promise<string> {
  const form = { from, to };
  const made = await as(login).post("/api/requests", { kind: "leave.annual", language: "ar", form });
  const { id } = made.body as { id: string };
  const sent = await as(login).post(`/api/requests/${id}/submission`, { version: 1 });
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  return id;
}

export type Open = {
  version: number;
  currentStep: string | null;
  paper: string | null;
  steps: { id: string; state: string }[];
};
export const view = async ({ as }: Bed, login: string, id: string): Promise<Open> =>
  (await as(login).get(`/api/requests/${id}`)).body as Open;

export async function act(bed: Bed, login: string, id: string, verdict = "approve"): Promise<Answer> {
  const { version, currentStep } = await view(bed, login, id);
  const answer = await bed.as(login).post(`/api/requests/${id}/decision`, { step: currentStep, version, verdict });
  bed.t.clock.advance(HELD_MS);
  await bed.t.settle();
  return answer;
}

/** A leave on its whole way to the paper: heads of service and division, HR office, the director's interim or delegate. */
export async function grantLeave(bed: Bed, login: string, from: string, to: string): Promise<string> {
  const id = await fileLeave(bed, login, from, to);
  for (const who of ["ses", "ses", "hr1", "dag"]) {
    const answer = await act(bed, who, id);
    if (answer.status !== 200) throw new Error(`${who}: ${JSON.stringify(answer.body)}`);
  }
  return id;
}

export type Call = {
  name: string;
  method: "get" | "post" | "put" | "patch" | "del";
  url: (id: string) => string;
  body: unknown;
};

/** Every route that names one thing by id, with a body that its shape takes. */
export async function routesById(): Promise<Call[]> {
  const other = "01935d2e-7c00-7abc-8def-0123456789ac";
  return routesOf(await discoverFeatures())
    .filter((route) => route.path.includes(":id"))
    .map((route) => ({
      name: `${route.method} ${route.path}`,
      method: (route.method === "DELETE" ? "del" : route.method.toLowerCase()) as Call["method"],
      url: (id) => `/api${route.path.replace(":id", id).replace(/:\w+/g, other)}`,
      body: sampleOf(route.spec.body),
    }));
}

/** Every list and count without a parameter in its path. */
export async function lists(): Promise<string[]> {
  const routes = routesOf(await discoverFeatures());
  return routes
    .filter((route) => route.method === "GET" && !route.path.includes(":") && !route.spec.raw)
    .map((route) => `/api${route.path}`);
}

/** An answer without what differs from call to call. */
export const told = ({ status, body }: Answer): string =>
  JSON.stringify([status, body]).replace(/"(requestId|instance)":"[^"]*"/g, "");
