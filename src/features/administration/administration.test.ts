import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import { openSetUp } from "./setup.ts";

let t: TestDiwan;
beforeAll(async () => {
  t = await testDiwan();
});
afterAll(() => t.close());

const form = (code: string) => ({
  code,
  nameAr: "مديرية الغابات",
  nameFr: "Direction des forêts",
  sigle: "DF",
  cityAr: "الرباط",
  cityFr: "Rabat",
  givenAr: "ليلى",
  givenFr: "Leïla",
  familyAr: "السبتي",
  familyFr: "Sebti",
  gender: "f",
  login: "l.sebti",
  password: "غابة الأرز عالية 1447",
});
const codeOf = (link: string | null) => link!.split("#")[1]!;

test("the printed link sets the institution up once: a wrong code and a used one are refused, and an older link is void", async () => {
  const anyone = t.http(null);
  expect((await anyone.get("/api/setup")).body).toMatchObject({ needed: true });
  const old = codeOf(await openSetUp(t.platform));
  const code = codeOf(await openSetUp(t.platform));
  for (const wrong of ["", "guess", old])
    expect(await anyone.post("/api/setup", form(wrong))).toMatchObject({
      status: 403,
      body: { code: "administration.setup_code_wrong" },
    });
  const weak = await anyone.post("/api/setup", { ...form(code), password: "1234" });
  expect(weak).toMatchObject({ status: 422, body: { fields: [{ path: "password" }] } });
  expect((await anyone.get("/api/institution")).body, "nothing is half done").toBeNull();
  expect((await anyone.post("/api/setup", form(code))).status).toBe(204);
  expect(await anyone.post("/api/setup", form(code))).toMatchObject({
    status: 409,
    body: { code: "administration.setup_done" },
  });
  expect((await anyone.get("/api/setup")).body).toMatchObject({ needed: false });
  expect((await anyone.get("/api/institution")).body).toMatchObject({ name: { fr: "Direction des forêts" } });
  expect(await openSetUp(t.platform)).toBeNull();
});

test("a first step is done when the administrator says so, and only he may", async () => {
  const [row] = (await t.owner.query("select person from people.role_holder where role = 'administrator'")).rows;
  const admin = t.http(row.person);
  expect((await admin.get("/api/administration/first-steps")).body).toMatchObject({
    accounts: 1,
    logo: false,
    holidaysReviewed: false,
  });
  expect((await t.http(null).post("/api/administration/first-steps/holidays", {})).status).toBe(401);
  expect((await admin.post("/api/administration/first-steps/holidays", {})).status).toBe(204);
  expect((await admin.get("/api/administration/first-steps")).body).toMatchObject({ holidaysReviewed: true });
});
