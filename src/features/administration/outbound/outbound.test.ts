import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDiwan } from "../../../testing.ts";
import type { AttemptView, DestinationView } from "../schema.ts";
import { testHouse, unproved } from "../world.fixture.ts";

let t: TestDiwan;
let people: Awaited<ReturnType<typeof testHouse>>["people"];
let port: number;
const far = createServer((_request, response) => response.end("here"));
beforeAll(async () => {
  ({ t, people } = await testHouse());
  await new Promise<void>((done) => far.listen(0, "127.0.0.1", done));
  port = (far.address() as AddressInfo).port;
});
afterAll(async () => {
  far.close();
  await t.close();
});

const BASE = "/api/administration/outbound";
const admin = () => t.http(people.admin);
const list = async (): Promise<DestinationView[]> =>
  ((await admin().get(`${BASE}/destinations`)).body as { items: DestinationView[] }).items;
const attempts = async (show: string): Promise<AttemptView[]> =>
  ((await t.http(people.auditor).get(`${BASE}/attempts?show=${show}`)).body as { items: AttemptView[] }).items;
const go = () =>
  t.platform.net.request({
    url: `http://127.0.0.1:${port}/x`,
    purpose: "test.ask",
    actor: { kind: "person", id: people.admin },
  });

test("nothing is open until the administrator opens it, proved anew and with a reason; both ends are told", async () => {
  expect(await list()).toEqual([]);
  await expect(go()).rejects.toMatchObject({ code: "net.not_allowed" });
  const entry = { origin: `http://127.0.0.1:${port}`, privateNetwork: true, reason: "خادم النماذج" };
  const cold = await admin().post(`${BASE}/destinations`, entry, unproved(people.admin));
  expect(cold).toMatchObject({ status: 401, body: { code: "accounts.step_up_required" } });
  expect((await t.http(people.auditor).post(`${BASE}/destinations`, entry)).status).toBe(403);
  expect((await admin().post(`${BASE}/destinations`, { ...entry, reason: " " })).status).toBe(422);
  expect((await admin().post(`${BASE}/destinations`, { ...entry, origin: `${entry.origin}/v1` })).body).toMatchObject({
    code: "administration.origin_only",
  });
  expect((await admin().post(`${BASE}/destinations`, entry)).status).toBe(204);
  expect(await admin().post(`${BASE}/destinations`, entry)).toMatchObject({ status: 409 });
  expect(await list()).toMatchObject([{ origin: entry.origin, by: { id: people.admin }, reason: entry.reason }]);
  expect((await go()).status).toBe(200);
  const gone = { origin: entry.origin, reason: "انتهت التجربة" };
  expect((await admin().post(`${BASE}/destinations/closure`, gone)).status).toBe(204);
  expect((await admin().post(`${BASE}/destinations/closure`, gone)).status).toBe(404);
  await expect(go()).rejects.toMatchObject({ code: "net.not_allowed" });
  const { rows } = await t.owner.query(
    "select type, body from events.event where type like 'administration.destination_%' order by ord",
  );
  expect(rows).toMatchObject([
    { type: "administration.destination_opened", body: { reason: "خادم النماذج" } },
    { type: "administration.destination_closed", body: { reason: "انتهت التجربة" } },
  ]);
});

test("every attempt is shown, allowed or refused, with who and why", async () => {
  expect(await attempts("allowed")).toMatchObject([{ result: "answered", status: 200, purpose: "test.ask" }]);
  const refused = await attempts("refused");
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({ result: "net.not_allowed", by: { id: people.admin }, allowed: false });
  expect(refused[0]!.sentence).not.toBe("net.not_allowed");
  expect(await attempts("all")).toHaveLength(3);
  expect((await t.http(people.agent).get(`${BASE}/attempts`)).status).toBe(403);
});

test("the register is read page by page without a gap among ten thousand", async () => {
  await t.owner.query(`insert into net.attempt (id, at, host, port, method, purpose, actor_kind, allowed, result)
    select gen_random_uuid(), now() - (i / 5) * interval '1 second', 'far.example', 443, 'GET', 'test.many', 'system', false, 'net.not_allowed'
    from generate_series(1, 10000) as i`);
  const seen = new Set<string>();
  let cursor = "";
  for (let page = 0; page < 3; page++) {
    const answer: { items: AttemptView[]; next: string } = (
      await admin().get(`${BASE}/attempts?limit=200&cursor=${cursor}`)
    ).body;
    for (const { id } of answer.items) seen.add(id);
    cursor = answer.next;
  }
  expect(seen.size).toBe(600);
});
