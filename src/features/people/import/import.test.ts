import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeXlsx } from "#platform/sheets/write-xlsx.ts";
import { zip } from "#platform/sheets/zip.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../../testing.ts";
import { createPerson, giveRole, renameUnit } from "../api.ts";
import type { ImportLineView, ImportView } from "./schema.ts";

/** Each file is read in a thread of its own, which takes a while to start on a busy machine. */
vi.setConfig({ testTimeout: 90_000 });

let t: TestDiwan;
let hr: string;
beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    const name = { givenName: { ar: "سميرة", fr: "Samira" }, familyName: { ar: "الإدريسي", fr: "El Idrissi" } };
    hr = (await createPerson.run(ctx, { ...name, gender: "f" })).id;
    await giveRole.run(ctx, { role: "administrator", person: hr });
  });
});
afterAll(() => t.close());

const UNITS = [
  ["Code de l’unité", "الاسم بالعربية", "Name in French", "kind", "parent"],
  ["SRV", "مصلحة", "Service", "مصلحة", "dir"],
  ["DIR", "مديرية", "Direction", "Direction", ""],
];
const POSTS = [
  ["code", "unit", "title_ar", "title_fr", "title_f_ar", "title_f_fr", "rank", "head"],
  ["P1", "DIR", "المدير", "Directeur", "المديرة", "Directrice", "director", "oui"],
  ["P2", "SRV", "رئيس المصلحة", "Chef de service", "", "", "Chef de service", "نعم"],
];
const PEOPLE = [
  [
    "ppr",
    "given_ar",
    "given_fr",
    "family_ar",
    "family_fr",
    "gender",
    "post",
    "unit",
    "title_ar",
    "title_fr",
    "from_day",
    "hired_on",
  ],
  ["١٢٣٤٥", "سميرة", "Samira", "الإدريسي", "El Idrissi", "Mme", "P1", "", "", "", "01/02/2026", "2009-03-01"],
  ["PPR 222", "كريم", "Karim", "التازي", "Tazi", "ذكر", "P2", "", "", "", "", "40000"],
  ["333", "أمينة", "Amina", "برادة", "Berrada", "f", "", "SRV", "متصرفة", "Administratrice", "", ""],
];
const BALANCES = [
  ["person", "سنة الحق", "days", "as_of"],
  ["222", "2025", "9", "2026-01-01"],
  ["333", "2025", "0", "2026-01-01"],
];
const workbook = (sheets: Record<string, string[][]>) =>
  writeXlsx(Object.entries(sheets).map(([name, rows]) => ({ name, rows })));
const WHOLE = () => workbook({ الوحدات: UNITS, Postes: POSTS, People: PEOPLE, balances: BALANCES });

async function upload(bytes: Uint8Array, name = "structure.xlsx", as: string = hr) {
  const mark = "----diwan";
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${mark}--\r\n`)]);
  return t.http(as).post("/api/people/imports", payload, { "content-type": `multipart/form-data; boundary=${mark}` });
}
async function checked(bytes: Uint8Array, name?: string): Promise<ImportView> {
  const { status, body } = await upload(bytes, name);
  expect(status).toBe(201);
  await t.settle();
  return view((body as { id: string }).id);
}
const view = async (id: string) => (await t.http(hr, "fr").get(`/api/people/imports/${id}`)).body as ImportView;
const linesOf = async (id: string, show = "") =>
  (
    (await t.http(hr, "fr").get(`/api/people/imports/${id}/lines?limit=200${show && `&show=${show}`}`)).body as {
      items: ImportLineView[];
    }
  ).items;
const faultsOf = async (id: string) =>
  (await linesOf(id)).flatMap((line) => line.faults.map((fault) => `${line.line} ${fault.column ?? ""} ${fault.code}`));
async function applied(run: ImportView): Promise<ImportView> {
  const order = { digest: run.digest };
  expect((await t.http(hr).post(`/api/people/imports/${run.id}/application`, order)).status).toBe(204);
  await t.settle();
  return view(run.id);
}
/** Reads as the owner of the tables, past every wall. */
const rowsOf = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await t.owner.query(text, values)).rows as T[];
const events = async (type: string) =>
  (await rowsOf<{ n: number }>("select count(*)::int as n from events.event where type = $1", type))[0]!.n;
const eventCounts = async () =>
  (await rowsOf<{ type: string; n: number }>("select type, count(*)::int as n from events.event group by type")).map(
    ({ type, n }) => [type, n] as const,
  );
const unitsNow = async () =>
  (
    (await t.http(hr).get("/api/units")).body as {
      items: { name: { fr: string }; parent: string | null; posts: unknown[] }[];
    }
  ).items;

test("a dry run changes nothing and says what would be done; then exactly that is done, once", async () => {
  const run = await checked(WHOLE());
  expect(run).toMatchObject({ state: "checked", total: { create: 8, change: 1, keep: 0, error: 0, warning: 1 } });
  expect(await faultsOf(run.id), "the administrator of the first day gets his number").toEqual([
    "2 PPR people.import_same_name",
  ]);
  expect(await unitsNow()).toEqual([]);

  const created = await events("people.unit_created");
  const done = await applied(run);
  expect(done.state).toBe("applied");
  expect((await events("people.unit_created")) - created).toBe(2);
  const units = await unitsNow();
  expect(units.map((unit) => unit.name.fr).sort()).toEqual(["Direction", "Service"]);
  expect(units.find((unit) => unit.name.fr === "Service")).toMatchObject({
    parent: expect.any(String),
    posts: [{ head: true, holder: { name: { fr: "Karim Tazi" } } }, { holder: { name: { fr: "Amina Berrada" } } }],
  });
  const found = (await t.http(hr).get("/api/people?q=samira")).body as {
    items: { personal: { ppr: string; hiredOn: string } }[];
  };
  expect(found.items.map(({ personal }) => personal)).toMatchObject([{ ppr: "12345", hiredOn: "2009-03-01" }]);
  const ledger = await rowsOf("select year, kind, days from leave.entry order by days");
  expect(ledger).toEqual([
    { year: 2025, kind: "taken_over", days: 0 },
    { year: 2025, kind: "taken_over", days: 9 },
  ]);

  const all = await events("people.appointed");
  const again = await checked(WHOLE());
  expect(again.total).toEqual({ create: 0, change: 0, keep: 9, error: 0, warning: 0 });
  await applied(again);
  expect(await events("people.appointed")).toBe(all);
  expect(await rowsOf("select 1 from leave.entry")).toHaveLength(2);
});

test("a corrected file renames: a unit keeps its past name, a balance already taken over stays", async () => {
  t.clock.set("2026-12-01T11:00:00Z");
  const renamed = UNITS.map((row) => row.map((cell) => (cell === "Service" ? "Service des études" : cell)));
  const corrected = PEOPLE.map((row) => row.map((cell) => (cell === "Tazi" ? "Tazy" : cell)));
  const run = await checked(
    workbook({
      units: renamed,
      people: corrected,
      balances: BALANCES.map((row) => row.map((cell) => (cell === "9" ? "12" : cell))),
    }),
  );
  expect(run.total).toMatchObject({ create: 0, change: 2, error: 0, warning: 1 });
  expect((await linesOf(run.id, "change")).map((line) => line.changes)).toEqual([
    [{ column: "Nom en français", from: "Service", to: "Service des études" }],
    [{ column: "Nom de famille en lettres latines", from: "Tazi", to: "Tazy" }],
  ]);
  await applied(run);
  const names = await rowsOf<{ fr: string; until_day: string | null }>(
    "select name->>'fr' as fr, until_day::text from people.unit_name n join people.unit u on u.id = n.unit where u.code = 'SRV' order by from_day",
  );
  expect(names).toEqual([
    { fr: "Service", until_day: "2026-12-01" },
    { fr: "Service des études", until_day: null },
  ]);
  expect(await rowsOf("select 1 from leave.entry"), "never overwritten").toHaveLength(2);
});

test("every fault is told at its line and column, and nothing is imported while one is left", async () => {
  const run = await checked(
    workbook({
      units: [
        ["code", "name_ar", "name_fr", "kind", "parent", "opened_on", "surnom"],
        ["A", "أ", "A", "service", "B", "", ""],
        ["B", "ب", "B", "service", "A", "", ""],
        ["A", "أ", "A", "service", "", "", ""],
        ["C", "", "C", "ministère", "NUL", "31/02/2026", ""],
      ],
      posts: [
        ["code", "unit", "title_ar", "title_fr", "rank", "head"],
        ["P9", "SRV", "رئيس", "Chef", "head_of_service", "oui"],
        ["P10", "NUL", "رئيس", "Chef", "head_of_service", "non"],
      ],
      people: [
        PEOPLE[0]!,
        ["12a", "أ", "A", "ب", "B", "f", "", "SRV", "م", "m", "", ""],
        ["", "أ", "A", "ب", "B", "f", "", "", "", "", "", ""],
        ["777", "أ", "A", "ب", "B", "x", "P2", "", "", "", "2001-01-01", "2002-01-01"],
        ["888", "أ", "A", "ب", "B", "f", "P9", "", "", "", "", ""],
        ["999", "أ", "A", "ب", "B", "f", "P9", "", "", "", "", ""],
        ["888", "أ", "A", "ب", "B", "f", "NUL", "", "", "", "", ""],
      ],
      "Feuille 9": [["x", "y"]],
    }),
  );
  expect(await faultsOf(run.id)).toEqual([
    "1  people.import_sheet_unknown",
    "1  people.import_column_unknown",
    "2 Code de l’unité supérieure people.import_circle",
    "3 Code de l’unité supérieure people.import_circle",
    "4 Code de l’unité people.import_duplicate",
    "5 Nom en arabe people.import_required",
    "5 Type d’unité people.import_choice",
    "5 Date de création people.import_day",
    "5 Code de l’unité supérieure people.import_unit_unknown",
    "2 Dirige l’unité people.head_exists",
    "3 Code de l’unité du poste people.import_unit_unknown",
    "2 PPR i18n.ppr_form",
    "3 PPR people.import_number_needed",
    "4 Sexe people.import_choice",
    "4 Depuis le people.import_before_hiring",
    "4 Code du poste occupé people.import_post_held",
    "6 Code du poste occupé people.import_post_twice",
    "7 PPR people.import_duplicate",
  ]);
  const refused = await t.http(hr).post(`/api/people/imports/${run.id}/application`, { digest: run.digest });
  expect(refused).toMatchObject({ status: 409, body: { code: "people.import_has_errors" } });
  const report = (await t.http(hr, "fr").get(`/api/people/imports/${run.id}/report`)).raw.toString("utf8");
  expect(report.startsWith("\ufeffFeuille;Ligne;Résultat")).toBe(true);
  expect(report).toContain("Écrivez l’un de : Direction · Division · Service · Autre.");
});

test("when the structure changed since the dry run nothing is imported, and the file can be checked again", async () => {
  const run = await checked(workbook({ units: [UNITS[0]!, ["SRV", "مصلحة", "Service nouveau", "service", ""]] }));
  const [row] = await rowsOf<{ id: string }>("select id from people.unit where code = 'SRV'");
  await t.as(asSystem, (ctx) =>
    renameUnit.run(ctx, {
      unit: row!.id,
      name: { ar: "مصلحة", fr: "Entre-temps" },
      sigle: "",
      fromDay: "2026-12-01",
      act: "",
    }),
  );
  expect((await applied(run)).state).toBe("stale");
  const { items: tray } = (await t.http(hr).get("/api/jobs")).body as { items: { state: string }[] };
  // The clock of tests stands, so the jobs of one moment come in any order.
  expect(
    tray.map(({ state }) => state),
    "the tray does not call it done",
  ).toContain("failed");
  expect((await unitsNow()).map((unit) => unit.name.fr)).toContain("Entre-temps");
  await t.http(hr).post(`/api/people/imports/${run.id}/check`);
  await t.settle();
  expect((await applied(await view(run.id))).state).toBe("applied");
});

/** People of an imagined directorate: one in a hundred heads a service, the others are officers of it. */
function crowd(size: number) {
  const services = Array.from({ length: Math.ceil(size / 100) }, (_, n) => `G${n}`);
  const heads = ["code", "unit", "title_ar", "title_fr", "rank", "head"];
  const people = [
    "ppr",
    "given_ar",
    "given_fr",
    "family_ar",
    "family_fr",
    "gender",
    "post",
    "unit",
    "title_ar",
    "title_fr",
  ];
  const told = (n: number, ...place: string[]) => [
    `${700_000 + n}`,
    "اسم",
    `Nom ${n}`,
    "لقب",
    "Famille",
    "f",
    ...place,
  ];
  return workbook({
    units: [UNITS[0]!, ...services.map((code) => [code, "مصلحة", "Service", "service", "DIR"])],
    posts: [heads, ...services.map((code) => [`${code}-H`, code, "رئيس", "Chef", "head_of_service", "yes"])],
    people: [
      people,
      ...Array.from({ length: size }, (_, n) =>
        n % 100 === 0 ? told(n, `G${n / 100}-H`) : told(n, "", `G${Math.floor(n / 100)}`, "متصرف", "Administrateur"),
      ),
    ],
    balances: [BALANCES[0]!, ...Array.from({ length: size }, (_, n) => [`${700_000 + n}`, "2025", "7", "2026-01-01"])],
  });
}

test("many people come in by few statements, with the same events, rights and author as one by one", async () => {
  const size = Number(process.env.DIWAN_IMPORT_PEOPLE ?? 600);
  const services = Math.ceil(size / 100);
  const before = new Map(await eventCounts());
  const run = await checked(crowd(size));
  expect(run.total).toMatchObject({ create: 2 * services + 2 * size, error: 0 });
  const statements = vi.spyOn(pg.Client.prototype, "query");
  const started = performance.now();
  expect((await applied(run)).state).toBe("applied");
  if (process.env.DIWAN_IMPORT_PEOPLE) console.log(`${size} people: ${Math.round(performance.now() - started)} ms`);
  const writes = statements.mock.calls.filter(([text]) =>
    /^insert into (people|leave)|add_(members|princ)/.test(String(text)),
  );
  statements.mockRestore();
  expect(writes.length, "one for each sort and five hundred lines").toBeLessThan(25 + (20 * size) / 500);

  const told = new Map((await eventCounts()).map(([type, n]) => [type, n - (before.get(type) ?? 0)]));
  expect(Object.fromEntries(told)).toMatchObject({
    "people.unit_created": services,
    "people.post_created": size,
    "people.person_created": size,
    "people.appointed": size,
    "access.membership_added": services + 2 * size,
    "leave.balance_taken_over": size,
  });
  const [agent] = await rowsOf<{ id: string; entered_by: string; kinds: string[] }>(
    `select p.id, h.entered_by, (select array_agg(k.kind order by k.kind) from access.principal_of c
        join access.principal k on k.id = c.principal where c.person = p.id) as kinds
      from people.person p join people.holding h on h.person = p.id where p.ppr = '700001'`,
  );
  expect(agent).toMatchObject({ entered_by: hr, kinds: ["everyone", "person", "post", "unit", "unit"] });
  expect(await rowsOf("select distinct days, entered_by from leave.entry where person = $1", agent!.id)).toEqual([
    { days: 7, entered_by: hr },
  ]);
});

test("a list as Windows writes it is read: semicolons, Windows-1256, headings in any language", async () => {
  const text =
    "رمز الوحدة;الاسم بالعربية;الاسم بالفرنسية;نوع الوحدة;رمز الوحدة التي تعلوها\r\n\r\nDIV;قسم المالية;Division financière;قسم;DIR\r\n";
  const run = await checked(inCodePage("windows-1256", text), "unites.csv");
  expect(run.total).toMatchObject({ create: 1, error: 0, warning: 0 });
  expect(await linesOf(run.id)).toMatchObject([{ line: 3, subject: "DIV" }]);
});

test("a picture, a bomb, a stranger's sheet and a file too large are refused with a sentence; no one without the role uploads", async () => {
  expect(await checked(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), "x.xlsx")).toMatchObject({
    state: "unreadable",
    failure: expect.stringContaining("illisible"),
  });
  const bomb = zip([{ path: "xl/workbook.xml", bytes: Buffer.alloc(130 * 1024 * 1024, 32) }]);
  expect(await checked(bomb)).toMatchObject({ state: "unreadable", failure: expect.stringContaining("plus grand") });
  const strange = await checked(Buffer.from("couleur;taille\r\nrouge;12\r\n"), "x.csv");
  expect(await faultsOf(strange.id)).toEqual(["1  people.import_nothing"]);
  expect((await upload(Buffer.alloc(21 * 1024 * 1024))).status).toBe(413);
  const [agent] = await rowsOf<{ id: string }>("select id from people.person where ppr = '333'");
  expect((await upload(WHOLE(), "x.xlsx", agent!.id)).status).toBe(403);
});

test("the template is itself a good file whose example lines are passed over", async () => {
  for (const locale of ["ar", "fr", "zgh", "en"] as const) {
    const template = await t.http(hr, locale).get("/api/people/imports/template");
    const run = await checked(template.raw);
    expect(run.total).toEqual({ create: 0, change: 0, keep: 10, error: 0, warning: 10 });
  }
  const list = await t.http(hr, "fr").get("/api/people/imports/template?sheet=people");
  expect((await checked(list.raw, "people.csv")).total).toMatchObject({ keep: 2, error: 0 });
});

function inCodePage(label: string, text: string): Buffer {
  const decoder = new TextDecoder(label);
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Buffer.from([...text].map((sign) => codes.get(sign)!));
}
