import { localDateOf } from "#platform/i18n/zone.ts";
import { ownLeftToAnother } from "../policy.ts";
import { codeColumn, codeKey, dayColumn, personColumn, told } from "./columns.ts";
import { error, type Fault, type ImportSheet, type Planned, warning } from "./sheet.ts";
import { assistantsFound } from "./store.ts";
import { newAssistants } from "./writers.ts";

const columns = {
  post: codeColumn(told("assistant_post", ["EXEMPLE-P1", "EXEMPLE-P2"], true)),
  person: personColumn(told("person", ["7654321", "1234567"], true)),
  from_day: dayColumn(told("from_day", ["2026-01-01", ""])),
};

/** The secretariats: who prepares for which post. */
export const assistantSheet: ImportSheet<typeof columns> = {
  name: "assistants",
  title: "people.import_assistants",
  hint: "people.import_assistants_hint",
  order: 40,
  columns,
  plan: async (ctx, lines, book) => {
    const there = new Set((await assistantsFound(ctx)).map(({ post, person }) => `${post} ${person}`));
    const firsts = new Map<string, number>();
    const mine = await ownLeftToAnother(ctx);
    return lines.map(({ number, values }): Planned => {
      const post = values.post ? book.posts.get(codeKey(values.post)) : undefined;
      const person = values.person ? book.people.get(values.person) : undefined;
      const faults: Fault[] = [];
      if (values.post && !post) faults.push(error("people.import_post_unknown", "post", { code: values.post }));
      if (values.person && !person)
        faults.push(error("people.import_person_unknown", "person", { number: values.person.slice(4) }));
      const pair = `${values.post && codeKey(values.post)} ${values.person}`;
      const first = firsts.get(pair);
      if (first !== undefined) faults.push(error("people.import_duplicate", "person", { line: first }));
      firsts.set(pair, number);
      const own = Boolean(person?.id) && person?.id === mine;
      if (own) faults.push(warning("people.import_own", "person"));
      const keep = own || Boolean(post?.id && person?.id && there.has(`${post.id} ${person.id}`));
      return {
        action: keep ? "keep" : "create",
        subject: [values.post, person?.name.fr].filter(Boolean).join(" · "),
        changes: [],
        faults,
        apply: (inside, put) => {
          const fromDay = values.from_day ?? localDateOf(inside.at);
          put(newAssistants, { post: post!.id!, person: person!.id!, fromDay });
        },
      };
    });
  },
};
