import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import { createPerson, giveRole, setInstitution } from "./api.ts";
import { logoFault, logoKind } from "./logo-bytes.ts";

let t: TestDiwan;
let admin: string;
const both = (text: string) => ({ ar: `${text} ع`, fr: text });
beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    await setInstitution.run(ctx, { name: both("DF"), city: both("Rabat"), sigle: "DF" });
    admin = (await createPerson.run(ctx, { givenName: both("A"), familyName: both("B"), gender: "f" })).id;
    await giveRole.run(ctx, { role: "administrator", person: admin });
  });
});
afterAll(() => t.close());

/** The beginning of a PNG of this size: what is looked at. */
function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write("\x89PNG\r\n\x1a\n", "latin1");
  bytes.writeUInt32BE(13, 8);
  bytes.write("IHDR", 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
const put = (logo: Buffer | null) =>
  t.http(admin).put("/api/institution/logo", { logo: logo && logo.toString("base64") });

test("a logo is what its bytes say; a program in the clothes of a picture is refused", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  expect(await put(svg)).toMatchObject({
    status: 422,
    body: { fields: [{ path: "logo", code: "people.logo_unknown" }] },
  });
  expect(logoFault(pngOf(20, 100))).toBe("people.logo_size");
  expect(logoFault(pngOf(40_000, 100))).toBe("people.logo_size");
  expect(logoFault(Buffer.concat([pngOf(100, 100), Buffer.alloc(600_000)]))).toBe("people.logo_too_large");
  const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108009600c803011100021101031101", "hex");
  expect(logoKind(jpeg)).toEqual({ type: "image/jpeg", width: 200, height: 150 });
});

test("it is shown to anyone from an address that changes with it, as the type it is and as nothing else", async () => {
  const anyone = t.http(null);
  expect((await anyone.get("/api/institution/logo")).status).toBe(404);
  expect((await put(pngOf(100, 100))).status).toBe(204);
  const { logo }: { logo: string } = (await anyone.get("/api/institution")).body;
  const answer = await anyone.get(logo);
  expect(answer.raw).toEqual(pngOf(100, 100));
  expect(answer.headers).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  expect(answer.headers["cache-control"]).toContain("immutable");
  expect((await anyone.get("/api/institution/logo?v=0000")).headers["cache-control"]).toBe("no-cache");
  await put(pngOf(100, 101));
  expect((await anyone.get("/api/institution")).body).not.toMatchObject({ logo });
  await put(null);
  expect((await anyone.get("/api/institution")).body).toMatchObject({ logo: null });
  expect(
    (await t.owner.query("select count(*)::int as n from events.event where type = 'people.logo_changed'")).rows[0].n,
  ).toBe(3);
});

test("changing the institution's names keeps its logo, and only an administrator may do either", async () => {
  await put(pngOf(100, 100));
  const house = { name: both("DF2"), city: both("Rabat"), sigle: "DF", address: both("B.P. 605"), hue: 250 };
  expect((await t.http(admin).put("/api/institution", { ...house, logo: "0".repeat(64) })).status).toBe(200);
  const { body } = await t.http(null).get("/api/institution");
  expect(body).toMatchObject({ name: { fr: "DF2" }, hue: 250, address: { fr: "B.P. 605" } });
  expect((body as { logo: string }).logo).not.toContain("0000000000");
  const other = await t.as(asSystem, (ctx) =>
    createPerson.run(ctx, { givenName: both("C"), familyName: both("D"), gender: "m" }),
  );
  expect((await t.http(other.id).put("/api/institution/logo", { logo: null })).status).toBe(403);
});
