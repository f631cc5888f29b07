import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { Formats } from "#web/formats.ts";
import { get } from "#web/http.ts";
import type { ComboOption } from "#web/ui/ComboBox.tsx";

/** What the directory says of a colleague (`GET /people`), as far as a request needs it. */
export type Colleague = {
  id: string;
  name: LocalizedName;
  posts: readonly { title: LocalizedName; unit: { name: LocalizedName } }[];
};

const SHOWN = 20;

/** Colleagues by name, in either script; `except` takes some out. */
export async function searchColleagues(
  text: string,
  formats: Formats,
  signal: AbortSignal,
  except: readonly string[] = [],
): Promise<readonly ComboOption[]> {
  const { items } = await get<{ items: Colleague[] }>("/people", { query: { q: text, limit: SHOWN }, signal });
  return items.filter((person) => !except.includes(person.id)).map((person) => optionOf(person, formats));
}

/** The name in the reader's script; beside it the other script, the post and the unit. */
function optionOf(person: Colleague, formats: Formats): ComboOption {
  const post = person.posts[0];
  const label = formats.name(person.name);
  const other = formats.locale === "ar" ? person.name.fr : person.name.ar;
  const place = post ? [formats.name(post.title), formats.name(post.unit.name)] : [];
  return { value: person.id, label, detail: [other, ...place].filter((part) => part && part !== label).join(" · ") };
}
