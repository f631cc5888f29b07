import { z } from "zod";
import { EXIT, Refusal } from "./refusal.ts";

const Name = z.strictObject({ ar: z.string().min(1).max(100), fr: z.string().min(1).max(100) });

/** Someone who gets an account at the console. */
export const NewPerson = z.strictObject({
  givenName: Name,
  familyName: Name,
  gender: z.enum(["f", "m"]),
  administrator: z.boolean(),
});
export type NewPerson = z.output<typeof NewPerson>;

/**
 * Given name and family name of a full name: parted by a slash, or else after the first word.
 * @throws Refusal cli.name_incomplete
 */
export function partedName(fullName: string): { given: string; family: string } {
  const [given, family] = fullName.includes("/") ? fullName.split("/", 2) : fullName.trim().split(/\s+(.*)/s, 2);
  if (!given?.trim() || !family?.trim()) throw new Refusal("cli.name_incomplete", { name: fullName }, EXIT.usage);
  return { given: given.trim(), family: family.trim() };
}
