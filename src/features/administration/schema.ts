import { z } from "zod";

const Name = z.string().trim().min(1).max(300);

/** What the first visit asks: the institution in both languages, and who administers it. Flat, as its form is. */
export const SetUp = z.object({
  code: z.string().max(200),
  nameAr: Name,
  nameFr: Name,
  sigle: z.string().trim().max(20).default(""),
  cityAr: Name,
  cityFr: Name,
  givenAr: Name,
  givenFr: Name,
  familyAr: Name,
  familyFr: Name,
  gender: z.enum(["f", "m"]),
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(1_000),
});
export type SetUp = z.infer<typeof SetUp>;
