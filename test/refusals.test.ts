import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer } from "#platform/http/server.ts";
import { newId } from "#platform/ids.ts";
import { asSystem } from "#platform/testing/database.ts";
import { skipped } from "#platform/testing/skipped.ts";
import type { Locale } from "#platform/wire/locale.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";
import { type TestDiwan, testDiwan } from "../src/testing.ts";

/** What a listening server refuses before or beside any rule: with a code, a sentence in the reader's language, and nothing lost. */
let t: TestDiwan;
let origin: string;
let salma: string;
beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    salma = (await buildWorld(ctx)).people.salma!;
  });
  await t.settle();
  await t.app.listen({ port: 0, host: "127.0.0.1" });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(() => t.close());

const MEGABYTE = 1_048_576;
const pdf = (bytes: number) => {
  const form = new FormData();
  form.set("file", new Blob([Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(bytes)])]), "proof.pdf");
  return form;
};
const post = (path: string, body: BodyInit, locale: Locale = "ar", headers: Record<string, string> = {}) =>
  fetch(`${origin}/api${path}`, {
    method: "POST",
    headers: {
      "x-diwan": "1",
      authorization: `Test ${salma}`,
      "accept-language": locale,
      "idempotency-key": newId(),
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);

async function expectProblem(answer: Response, status: number, code: string, sentence: RegExp) {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(await answer.json()).toMatchObject({
    status,
    code,
    title: expect.stringMatching(sentence),
    requestId: expect.any(String),
  });
}

const drafts = async () => (await t.owner.query("select count(*)::int as n from requests.request")).rows[0].n as number;
const draft = (form: object = {}) => JSON.stringify({ kind: "leave.annual", language: "ar", form });
const JSON_TYPE = { "content-type": "application/json" };

test.each([
  ["ar", /لم يُذكر حجم الملف/],
  ["fr", /La taille de l’envoi n’est pas indiquée/],
] as const)("a form that does not say how long it is: 411, in %s", async (locale, sentence) => {
  const endless = new ReadableStream({
    start(out) {
      out.enqueue(Buffer.from("--x\r\n"));
      out.close();
    },
  });
  const type = { "content-type": "multipart/form-data; boundary=x" };
  await expectProblem(await post("/requests/proofs", endless, locale, type), 411, "http.length_missing", sentence);
});

test.each([
  ["ar", /حجم ما أُرسل أكبر من المسموح به/],
  ["fr", /dépasse la taille permise/],
] as const)(
  "a body that is too large, a form, a file or one that does not say so: 413, in %s",
  async (locale, sentence) => {
    const before = await drafts();
    const large = draft({ reason: "a".repeat(2 * MEGABYTE) });
    const untold = new ReadableStream({
      start(out) {
        out.enqueue(Buffer.from(large));
        out.close();
      },
    });
    await expectProblem(await post("/requests", large, locale, JSON_TYPE), 413, "http.too_large", sentence);
    await expectProblem(await post("/requests", untold, locale, JSON_TYPE), 413, "http.too_large", sentence);
    await expectProblem(await post("/requests/proofs", pdf(25 * MEGABYTE), locale), 413, "http.too_large", sentence);
    expect(await drafts()).toBe(before);
  },
);

test.each([
  ["ar", /رمز غير صالح/],
  ["fr", /caractère invisible non valide/],
] as const)("text with a NUL or half a surrogate pair: 422 with the field, in %s", async (locale, sentence) => {
  for (const text of ["a\0b", "a\ud83d"]) {
    const answer = await post("/requests", draft({ place: { name: text } }), locale, JSON_TYPE);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: "http.invalid",
      fields: [{ path: "form.place.name", code: "http.field_unstorable", title: expect.stringMatching(sentence) }],
    });
  }
});

const isRoot = process.getuid?.() === 0;
describe("a full disk", () => {
  const sentences = { ar: /قرص الخادم ممتلئ/, fr: /Le disque du serveur est plein/ } as const;

  test.skipIf(skipped(isRoot ? null : "small file systems need root"))(
    "under the files: 507, nothing half-written stays, the same file is kept once there is room; read-only, 503",
    async () => {
      const blobs = join(t.platform.config.dataDir, "blobs");
      mkdirSync(blobs, { recursive: true });
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", blobs]);
      try {
        for (const [locale, sentence] of Object.entries(sentences))
          await expectProblem(
            await post("/requests/proofs", pdf(8 * MEGABYTE), locale as Locale),
            507,
            "http.disk_full",
            sentence,
          );
        expect(readdirSync(join(blobs, "tmp"))).toEqual([]);
        execFileSync("mount", ["-o", "remount,size=32m", blobs]);
        expect((await post("/requests/proofs", pdf(8 * MEGABYTE))).status).toBe(201);
        execFileSync("mount", ["-o", "remount,ro", blobs]);
        const refused = await post("/requests/proofs", pdf(MEGABYTE), "fr");
        await expectProblem(refused, 503, "http.data_unusable", /ne peut ni lire ni écrire ses données/);
        execFileSync("mount", ["-o", "remount,rw", blobs]);
        expect((await post("/requests/proofs", pdf(MEGABYTE))).status).toBe(201);
      } finally {
        execFileSync("umount", [blobs]);
      }
    },
  );

  test("under the database: 507, and nothing of the act remains", async () => {
    const before = await drafts();
    await t.owner.query(`create function requests.full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await t.owner.query(
      "create trigger full_disk after insert on requests.request for each row execute function requests.full()",
    );
    for (const [locale, sentence] of Object.entries(sentences))
      await expectProblem(
        await post("/requests", draft(), locale as Locale, JSON_TYPE),
        507,
        "http.disk_full",
        sentence,
      );
    await t.owner.query("drop trigger full_disk on requests.request");
    expect(await drafts()).toBe(before);
    expect((await post("/requests", draft(), "ar", JSON_TYPE)).status).toBe(201);
  });
});

test("a server that is closing answers what still reaches it", async () => {
  let goOn = () => undefined as unknown;
  const gate = new Promise((resolve) => {
    goOn = () => resolve(null);
  });
  const app = await createServer(t.platform, { routes: [], authenticate: async () => null });
  app.get("/slow", async () => {
    await gate;
    return "slow";
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
  let heard = "";
  socket.on("data", (part) => {
    heard += part;
  });
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 200));
  const closing = app.close();
  socket.write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 200));
  goOn();
  await Promise.all([closing, ended]);
  expect(heard.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200"]);
});
