import type { LocalizedName } from "#platform/wire/localized-name.ts";

export type NameParts = { given_name: LocalizedName; family_name: LocalizedName };

/** Given name then family name, in each script that both have. */
export function fullName({ given_name: given, family_name: family }: NameParts): LocalizedName {
  return { ar: `${given.ar} ${family.ar}`, fr: `${given.fr} ${family.fr}` };
}

/** A post's title for who holds it: women's forms exist in both languages. */
export function titleFor(
  post: { title: LocalizedName; title_f: LocalizedName },
  gender: "f" | "m" | null,
): LocalizedName {
  return gender === "f" ? post.title_f : post.title;
}
