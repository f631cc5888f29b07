import { z } from "zod";
import { Instant } from "#platform/wire/day.ts";

const Name = z.string().trim().min(1).max(300);

/** What the first visit asks: the institution in both languages, and who administers it. Flat, as its form is. */
export const SetUp = z.object({
  code: z.string().max(200),
  nameAr: Name,
  nameFr: Name,
  nameZgh: z.string().trim().max(300).default(""),
  nameEn: z.string().trim().max(300).default(""),
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

/** How far a new institution is: what is still missing is what comes next. */
export const FirstStepsView = z.object({
  units: z.number().int(),
  people: z.number().int(),
  accounts: z.number().int(),
});
export type FirstStepsView = z.infer<typeof FirstStepsView>;

/** What the administrator looks at first: whether this instance is in good health. Sizes in bytes. */
export const StatusView = z.object({
  version: z.string(),
  database: z.object({ version: z.string(), bytes: z.number() }),
  disk: z.object({ free: z.number(), total: z.number(), alarm: z.boolean() }),
  /** Programs of the operating system that are missing, and what to type to install them. */
  packages: z.object({ missing: z.array(z.string()), command: z.string() }),
  audit: z.object({ size: z.number().int(), signedAt: Instant.nullable() }),
});
export type StatusView = z.infer<typeof StatusView>;
