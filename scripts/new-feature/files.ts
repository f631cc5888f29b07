/** The files of a small feature by their path in its folder. `item` stands for the noun that is not known yet. */
export const filesOf = (name: string): [string, string][] => [
  ["README.md", readme(name)],
  ["feature.ts", manifest(name)],
  ["schema.ts", SCHEMA],
  ["routes.ts", routes(name)],
  ["commands.ts", commands(name)],
  ["store.ts", store(name)],
  [`migrations/0001-${name}.sql`, migration(name)],
  [`${name}.test.ts`, tests(name)],
  ...messages(name),
];

const readme = (name: string) => `# ${name}

What people keep here, each for himself.

Words: an **item** has a title.

Invariants
- An item is seen by the person who made it, and by nobody else.
- A person has no two items of the same title.

It refuses to guess who else may see an item.
`;

const manifest = (name: string) => `import { feature } from "#platform/feature.ts";
import { routes } from "./routes.ts";

export default feature({ name: "${name}", needs: ["people"], routes });
`;

const SCHEMA = `import { z } from "zod";
import { Id, Instant } from "#platform/wire/day.ts";

export const NewItem = z.object({ title: z.string().trim().min(1).max(200) });
export const ItemView = z.object({ id: Id, title: z.string(), createdAt: Instant });
`;

const routes = (name: string) => `import { z } from "zod";
import { nextAfter, readAfter } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { Id } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { add } from "./commands.ts";
import { ItemView, NewItem } from "./schema.ts";
import * as store from "./store.ts";

export function routes(r: RouteTable): void {
  r.get("/${name}", { query: PageQuery, response: pageOf(ItemView) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const rows = await store.newest(ctx, readAfter(query.cursor), query.limit);
      return { items: rows.map(present), next: nextAfter(rows, query.limit, (row) => row.created_at) };
    }),
  );
  r.post("/${name}", { body: NewItem, response: z.object({ id: Id }), status: 201 }, ({ perform, body }) =>
    perform(add, body),
  );
}

const present = ({ id, title, created_at }: store.ItemRow): z.infer<typeof ItemView> => ({
  id,
  title,
  createdAt: created_at.toISOString(),
});
`;

const commands = (name: string) => `import { createResource } from "#platform/access/resources.ts";
import { command } from "#platform/command.ts";
import { personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { problem } from "#platform/problem.ts";
import { NewItem } from "./schema.ts";
import * as store from "./store.ts";

/** Adds an item for the person who acts. @throws Problem \`${name}.title_taken\` 409 */
export const add = command("${name}.add", NewItem, async (ctx, { title }) => {
  const person = personOf(ctx);
  if (await store.titleOf(ctx, person, title)) throw problem("${name}.title_taken", 409);
  const id = newId(ctx.at);
  await createResource(ctx, { id, kind: "${name}.item", entries: [{ principal: person, verbs: ["read", "write"] }] });
  await store.insertItem(ctx, { id, title, person });
  await emit(ctx, "${name}.item_added", id, {});
  return { id };
});
`;

const store = (name: string) => `import type { Ctx } from "#platform/context.ts";
import { many, maybe, sql } from "#platform/db/db.ts";
import type { After } from "#platform/http/cursor.ts";

export type ItemRow = { id: string; title: string; created_at: Date };

/** The newest that the actor may see, after one already shown: row level security filters, no rule is repeated here. */
export const newest = (ctx: Ctx, after: After | null, limit: number) =>
  many<ItemRow>(
    ctx.tx,
    sql\`select id, title, created_at from ${name}.item
      where \${after?.id ?? null}::uuid is null
        or (created_at, id) < (\${after?.at ?? null}::timestamptz, \${after?.id ?? null}::uuid)
      order by created_at desc, id desc limit \${limit}\`,
  );

export const titleOf = (ctx: Ctx, person: string, title: string) =>
  maybe<{ id: string }>(ctx.tx, sql\`select id from ${name}.item where person = \${person} and title = \${title}\`);

export async function insertItem(ctx: Ctx, row: { id: string; title: string; person: string }): Promise<void> {
  await sql\`insert into ${name}.item (id, title, person, created_at)
    values (\${row.id}, \${row.title}, \${row.person}, \${ctx.at})\`.execute(ctx.tx);
}
`;

const migration = (name: string) => `create table ${name}.item (
  id uuid primary key references access.resource,
  title text not null,
  person uuid not null,
  created_at timestamptz not null,
  unique (person, title)
);
create index on ${name}.item (created_at desc, id desc);
select access.protect('${name}.item');
`;

const tests = (name: string) => `import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorld, type World } from "#features/demonstration/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";

let t: TestDiwan;
let world: World;
beforeAll(async () => {
  t = await testDiwan();
  world = await t.as(asSystem, buildWorld);
});
afterAll(() => t.close());

const as = (login: string) => t.http(world.people[login]!);
const titlesOf = async (login: string) =>
  ((await as(login).get("/api/${name}")).body as { items: { title: string }[] }).items.map((item) => item.title);

test("an item is seen by the person who made it, and by nobody else", async () => {
  expect((await as("fatima").post("/api/${name}", { title: "one" })).status).toBe(201);
  expect(await titlesOf("fatima")).toEqual(["one"]);
  expect(await titlesOf("said")).toEqual([]);
});

test("a person has no two items of the same title", async () => {
  const answer = await as("fatima").post("/api/${name}", { title: "one" });
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ code: "${name}.title_taken" });
});
`;

/** The refusal, and the sentence by which the audit log tells the event. */
const TEXTS = {
  ar: { title_taken: "يوجد عندك بند بهذا العنوان.", event_item_added: "إضافة بند" },
  fr: { title_taken: "Vous avez déjà un élément de ce titre.", event_item_added: "Ajout d’un élément" },
  zgh: { title_taken: "ⴰⵣⵡⵍ ⴰⴷ ⵉⵍⵍⴰ ⵢⴰⴷ.", event_item_added: "ⵜⵉⵔⵏⵉ ⵏ ⵓⴼⵔⴷⵉⵙ" },
  en: { title_taken: "You already have an item of this title.", event_item_added: "Item added" },
};

/** Tamazight is marked for review: nobody has read it in this place yet. Laid out as biome lays it out. */
const messages = (name: string): [string, string][] =>
  Object.entries(TEXTS).map(([locale, texts]) => {
    const lines = Object.entries(texts).map(([word, text]) => `  "${name}.${word}": ${JSON.stringify(text)}`);
    const keys = Object.keys(texts).map((word) => `"${name}.${word}"`);
    const review = locale === "zgh" ? [`  "$review": [${keys.sort().join(", ")}]`] : [];
    return [`messages/${locale}.json`, `{\n${[...review, ...lines].join(",\n")}\n}\n`];
  });
