import { LANGUAGES, type Language } from "./page/browser/words.ts";

/** The language of the first page: `?lang=`, else the browser's Accept-Language by weight (RFC 9110, 12.5.4), else Arabic. */
export function negotiate(asked: string | null, accepted: string | undefined): Language {
  const known = (tag: string) => LANGUAGES.find((language) => tag.toLowerCase().split("-")[0] === language);
  const fromAddress = asked === null ? undefined : known(asked);
  if (fromAddress) return fromAddress;
  const ranked = (accepted ?? "")
    .split(",", 20)
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { language: known(tag), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return ranked[0]?.language ?? "ar";
}
