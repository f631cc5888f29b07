import fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { rangeOf, sendBlob } from "./blob-answer.ts";

let t: TestDatabase;
let digest: string;
const content = Buffer.from(Array.from({ length: 150_000 }, (_, at) => at % 251));
const app = fastify();
beforeAll(async () => {
  t = await testDatabase();
  ({ digest } = await t.platform.blobs.put(content, { label: "level-1" }));
  app.get("/", (request, reply) => sendBlob(request, reply, t.platform.blobs, digest));
});
afterAll(async () => {
  await app.close();
  await t.close();
});

test("a range is what RFC 9110 says", () => {
  expect(rangeOf("bytes=0-9", 100)).toEqual({ start: 0, end: 10 });
  expect(rangeOf("bytes=90-", 100)).toEqual({ start: 90, end: 100 });
  expect(rangeOf("bytes=-10", 100)).toEqual({ start: 90, end: 100 });
  expect(rangeOf("bytes=-1000", 100)).toEqual({ start: 0, end: 100 });
  expect(rangeOf("bytes=99-200", 100)).toEqual({ start: 99, end: 100 });
  for (const header of ["bytes=100-", "bytes=-0"]) expect(rangeOf(header, 100), header).toBe("unsatisfiable");
  for (const header of [undefined, "bytes=-", "bytes=9-3", "bytes=0-1,4-5", "lines=1-2"])
    expect(rangeOf(header, 100), header).toBeNull();
});

test("a blob is sent whole or in part", async () => {
  const ask = (range?: string) => app.inject({ url: "/", headers: range ? { range } : {} });
  const whole = await ask();
  expect(whole.statusCode).toBe(200);
  expect(whole.headers).toMatchObject({ "accept-ranges": "bytes", "content-length": "150000" });
  expect(whole.rawPayload.equals(content)).toBe(true);
  const part = await ask("bytes=65530-65540");
  expect(part.statusCode).toBe(206);
  expect(part.headers).toMatchObject({ "content-range": "bytes 65530-65540/150000", "content-length": "11" });
  expect(part.rawPayload.equals(content.subarray(65_530, 65_541))).toBe(true);
  const beyond = await ask("bytes=150000-");
  expect(beyond.statusCode).toBe(416);
  expect(beyond.headers["content-range"]).toBe("bytes */150000");
});
