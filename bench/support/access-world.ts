import type pg from "pg";

/** How large the institution of the benchmark is. */
export type Size = { resources: number; people: number; spaces: number };

/** A reader of each profile; `some` are ordinary members of staff, who read about 7 % of the spaces. */
export type Readers = { one: string; some: string[]; all: string };

// Numbers that make an ordinary reader's share 7 %: 12 groups each, 6 of 1,000 groups in each list.
const GROUPS = 1000;
const GROUPS_OF_PERSON = 12;
const GROUPS_OF_SPACE = 6;
const id = (of: string, n: string) => `md5('${of}' || ${n})::uuid`;
const START = "'2024-01-01'::timestamptz";
const AUDITOR = "00000000-0000-0000-0000-00000000000a";
const HERMIT = "00000000-0000-0000-0000-00000000000b";

/**
 * Fills a migrated database as superuser (a pool of one connection), in bulk: triggers and foreign keys are off while rows are generated, then the
 * closure is computed by the product's own function. Deterministic.
 */
export async function fillWorld(client: pg.Pool, { resources, people, spaces }: Size): Promise<Readers> {
  const run = (text: string) => client.query(text);
  await run("begin; set local session_replication_role = replica; select setseed(0.42)");
  await run(`insert into access.principal
    select ${id("person", "i")}, 'person', ${START} from generate_series(1, ${people}) i
    union all select ${id("group", "i")}, 'group', ${START} from generate_series(1, ${GROUPS}) i
    union all select ${id("solo", "'1'")}, 'group', ${START}
    union all select '${AUDITOR}', 'person', ${START} union all select '${HERMIT}', 'person', ${START}
    union all select ${id("role", "'audit'")}, 'role', ${START}`);
  await run(`insert into access.membership (id, child, parent, since)
    select gen_random_uuid(), ${id("person", "i")}, ${id("group", `(1 + (i * 37 + j * 83) % ${GROUPS})`)}, ${START}
      from generate_series(1, ${people}) i, generate_series(1, ${GROUPS_OF_PERSON}) j
    union all select gen_random_uuid(), id, '00000000-0000-0000-0000-000000000001', ${START} from access.principal where kind = 'person'
    union all select gen_random_uuid(), '${AUDITOR}', ${id("role", "'audit'")}, ${START}
    union all select gen_random_uuid(), '${HERMIT}', ${id("solo", "'1'")}, ${START}`);
  await run(`insert into access.clearance (id, person, level, comps, since)
    select gen_random_uuid(), ${id("person", "i")}, 1 + i % 3, case when i % 5 = 0 then '{medical}'::text[] else '{}' end, ${START}
      from generate_series(1, ${people}) i
    union all select gen_random_uuid(), '${AUDITOR}', 4, '{medical,discipline}', ${START}
    union all select gen_random_uuid(), '${HERMIT}', 4, '{medical,discipline}', ${START}`);
  await run(
    `insert into access.acl (id, digest) select i, sha256(i::text::bytea) from generate_series(1, ${spaces}) i`,
  );
  await run(`insert into access.acl_entry
    select distinct i, ${id("group", `(1 + floor(random() * ${GROUPS}))::int`)}, 5 from generate_series(1, ${spaces}) i, generate_series(1, ${GROUPS_OF_SPACE}) j
    on conflict do nothing`);
  await run(`insert into access.acl_entry select i, ${id("role", "'audit'")}, 1 from generate_series(1, ${spaces}) i
    union all select ${Math.ceil(spaces / 2)}, ${id("solo", "'1'")}, 1`);
  await run(`insert into access.resource (id, kind, acl, acl_from, level, created_at, changed_at)
    select ${id("space", "i")}, 'spaces.space', i, ${id("space", "i")}, 1, ${START}, ${START} from generate_series(1, ${spaces}) i`);
  await run(papers(resources, spaces));
  await run("commit");
  for (const table of ["principal", "membership", "clearance", "acl", "acl_entry", "resource"])
    await run(`vacuum analyze access.${table}`);
  await run(
    "select access.refresh_closure((select array_agg(id) from access.principal where kind = 'person')); analyze access.principal_of",
  );
  const some = await client.query<{ id: string }>(
    `select ${id("person", `(1 + i * 7 % ${people})`)} as id from generate_series(1, 200) i`,
  );
  return { one: HERMIT, some: some.rows.map((row) => row.id), all: AUDITOR };
}

// Two years of papers in random spaces, UUIDv7 by their date; levels 0-4 and now and then a compartment.
const papers = (resources: number, spaces: number) => `
  insert into access.resource (id, kind, parent, acl, acl_from, level, comps, created_at, changed_at)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid,
    (array['documents.document', 'requests.request', 'papers.paper', 'pages.page'])[case when k < .7 then 1 when k < .9 then 2 when k < .98 then 3 else 4 end],
    ${id("space", "s")}, s, ${id("space", "s")},
    case when l < .1 then 0 when l < .8 then 1 when l < .95 then 2 when l < .99 then 3 else 4 end,
    case when c < .01 then '{medical}'::text[] when c < .02 then '{discipline}' else '{}' end, at, at
  from (select ${START} + i * (interval '730 days' / ${resources}) as at, md5(i::text) as h,
      (1 + floor(random() * ${spaces}))::int as s, random() as k, random() as l, random() as c
    from generate_series(1, ${resources}) i) x`;
