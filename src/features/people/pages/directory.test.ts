import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../../testing.ts";
import { appoint, createPerson, createPost, createUnit } from "../api.ts";

let t: TestDiwan;
let reader = "";
const units: Record<string, string> = {};
type Page = { items: { id: string; name: { ar: string; fr: string } }[]; next: string | null; total: number };

const NAMES = [
  ["أمينة", "Amina", "الإدريسي", "El Idrissi"],
  ["آدم", "Adam", "بنعيسى", "Benaïssa"],
  ["فاطمة", "Fatima", "حمزة", "Hamza"],
  ["محمد", "Mohamed", "العلوي", "Alaoui"],
  ["محمد", "Mohamed", "العلوي", "Alaoui"],
  ["محمد", "Mohamed", "العلوي", "Alaoui"],
] as const;

beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    const ids: string[] = [];
    for (const [ar, fr, familyAr, familyFr] of NAMES) {
      const made = await createPerson.run(ctx, {
        givenName: { ar, fr },
        familyName: { ar: familyAr, fr: familyFr },
        gender: "m",
      });
      ids.push(made.id);
    }
    reader = ids[0]!;
    const unit = async (sigle: string, parent: string | null) => {
      const name = { ar: sigle, fr: sigle };
      units[sigle] = (await createUnit.run(ctx, { kind: "service", parent, name, sigle, openedOn: "2020-01-01" })).id;
    };
    await unit("DG", null);
    await unit("SRH", units.DG!);
    const title = { ar: "إطار", fr: "Cadre" };
    const post = await createPost.run(ctx, {
      unit: units.SRH!,
      rank: "officer",
      head: false,
      title,
      titleF: title,
      openedOn: "2020-01-01",
    });
    const by = { kind: "holder" as const, fromDay: "2024-01-01", actNumber: "" };
    await appoint.run(ctx, { ...by, post: post.id, person: ids[1]! });
  });
});
afterAll(() => t.close());

const search = async (query: string, locale: "ar" | "fr" = "ar") =>
  (await t.http(reader, locale).get(`/api/people?${query}`)).body as Page;
const q = (text: string) => `q=${encodeURIComponent(text)}`;

test.each([
  ["امينه", "Amina El Idrissi"],
  ["الادريسي", "Amina El Idrissi"],
  ["benaissa", "Adam Benaïssa"],
  ["حمزه فاطمة", "Fatima Hamza"],
])("%s finds %s, whatever the hamza, the ta marbuta, the accents and the order of words", async (typed, name) => {
  expect((await search(q(typed))).items.map((person) => person.name.fr)).toEqual([name]);
});

test("people of one name are all reached, page after page, each once, in the order of the reader's script", async () => {
  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await search(`limit=2${cursor && `&cursor=${cursor}`}`);
    expect(page.total).toBe(NAMES.length);
    seen.push(...page.items.map((person) => person.id));
    cursor = page.next ?? "";
  } while (cursor);
  expect(new Set(seen).size).toBe(NAMES.length);
  expect(seen).toHaveLength(NAMES.length);
  const firstOf = async (locale: "ar" | "fr") => (await search("limit=1", locale)).items[0]?.name.fr;
  expect(await firstOf("ar")).toBe("Adam Benaïssa");
  expect(await firstOf("fr")).toBe("Adam Benaïssa");
});

test("a unit's people are those who hold a post in it or below it", async () => {
  expect((await search(`unit=${units.DG}`)).items.map((person) => person.name.fr)).toEqual(["Adam Benaïssa"]);
  expect((await search(`unit=${units.SRH}`)).total).toBe(1);
});

test("a cursor that is none is refused, not guessed at", async () => {
  expect((await t.http(reader).get("/api/people?cursor=nonsense")).status).toBe(422);
});
