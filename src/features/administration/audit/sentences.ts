import { peopleById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

type Told = { type: string; subject: string | null; body: Record<string, unknown> | null };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * What happened, said in the reader's language: the message `feature.event_name` of the feature that tells
 * `feature.name`, with the body's own members, ids of people said by name, and `subject`. Null for an event whose
 * feature has no such message, or whose body lacks what it needs: the reader then sees type and body.
 */
export async function eventSentences(ctx: Ctx, events: readonly Told[]): Promise<(string | null)[]> {
  const { catalogue } = ctx.platform;
  const known = await peopleById(ctx, [...new Set(events.flatMap(idsIn))]);
  const name = (value: unknown): unknown => (typeof value === "string" && known.get(value)?.name) || value;
  return events.map(({ type, subject, body }) => {
    const key = type.replace(".", ".event_").replaceAll("-", "_");
    if (!catalogue.has(key)) return null;
    const named = Object.fromEntries(
      Object.entries(body ?? {}).map(([member, value]) => [member, sayable(name(value))]),
    );
    const said = catalogue.format(ctx.locale, key, { subject: name(subject) ?? "", ...named });
    return said === key ? null : said;
  });
}

const idsIn = ({ subject, body }: Told): string[] =>
  [subject, ...Object.values(body ?? {})].filter(
    (value): value is string => typeof value === "string" && UUID.test(value),
  );

/** A null is said by nothing; lists by their members. */
const sayable = (value: unknown): unknown =>
  value === null ? "" : Array.isArray(value) ? value.join(", ") : typeof value === "boolean" ? String(value) : value;

/** The names behind the ids of those who acted. */
export async function namesOf(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, LocalizedName>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null && UUID.test(id)))];
  return new Map([...(await peopleById(ctx, wanted))].map(([id, person]) => [id, person.name]));
}
