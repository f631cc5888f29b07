import { z } from "zod";
import { Day, Id } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const UnitKind = z.enum(["directorate", "division", "service", "other"]);
export const Rank = z.enum(["director", "deputy", "head_of_division", "head_of_service", "officer"]);
export type Rank = z.infer<typeof Rank>;
export const Role = z.enum(["administrator", "hr", "auditor", "helper"]);
export type Role = z.infer<typeof Role>;
export const Gender = z.enum(["f", "m"]);

export const InstitutionView = z.object({
  name: LocalizedName,
  parentName: LocalizedName.nullable(),
  sigle: z.string(),
  city: LocalizedName,
  logo: z.string().nullable(),
  hue: z.number().int().nullable(),
});

export const PersonRef = z.object({ id: Id, name: LocalizedName });
export type PersonRef = z.infer<typeof PersonRef>;
export const UnitRef = z.object({ id: Id, name: LocalizedName, sigle: z.string() });
export type UnitRef = z.infer<typeof UnitRef>;

/** In which capacity somebody occupies or speaks for a post. */
export const Capacity = z.enum(["holder", "interim", "delegate", "assistant"]);
export type Capacity = z.infer<typeof Capacity>;

export const PostHeld = z.object({
  id: Id,
  title: LocalizedName,
  unit: UnitRef,
  rank: Rank,
  head: z.boolean(),
  kind: z.enum(["holder", "interim"]),
});
export type PostHeld = z.infer<typeof PostHeld>;

export const PersonView = PersonRef.extend({
  gender: Gender,
  email: z.string().nullable(),
  phone: z.string().nullable(),
  posts: z.array(PostHeld),
  absentUntil: Day.nullable(),
  /** Only to the person and to the HR office. */
  personal: z
    .object({ ppr: z.string().nullable(), hiredOn: Day.nullable(), grade: LocalizedName.nullable() })
    .nullable(),
});

export const PostView = z.object({
  id: Id,
  title: LocalizedName,
  rank: Rank,
  head: z.boolean(),
  holder: PersonRef.nullable(),
  interim: PersonRef.extend({ until: Day, act: z.string() }).nullable(),
});
export const UnitView = UnitRef.extend({
  kind: UnitKind,
  parent: Id.nullable(),
  minimumPresence: z.number().int().nullable(),
  posts: z.array(PostView),
});

export const NewPerson = z.object({
  ppr: z.string().trim().max(20).nullish(),
  givenName: LocalizedName,
  familyName: LocalizedName,
  gender: Gender,
  email: z.email().nullish(),
  phone: z.string().trim().max(30).nullish(),
  grade: LocalizedName.nullish(),
  hiredOn: Day.nullish(),
});
export const NewUnit = z.object({
  kind: UnitKind,
  parent: Id.nullish(),
  code: z.string().trim().max(40).nullish(),
  name: LocalizedName,
  sigle: z.string().trim().max(20).default(""),
  minimumPresence: z.number().int().min(0).nullish(),
  openedOn: Day,
});
export const NewPost = z.object({
  unit: Id,
  rank: Rank,
  head: z.boolean().default(false),
  title: LocalizedName,
  titleF: LocalizedName,
  openedOn: Day,
});
export const NewHolding = z.object({
  post: Id,
  person: Id,
  kind: z.enum(["holder", "interim"]),
  fromDay: Day,
  untilDay: Day.nullish(),
  actNumber: z.string().trim().max(80).default(""),
  actDay: Day.nullish(),
});
export const NewDelegation = z.object({
  post: Id,
  person: Id,
  scopes: z.array(z.string().max(60)).min(1).max(20),
  fromDay: Day,
  untilDay: Day,
  actNumber: z.string().trim().min(1).max(80),
  actDay: Day,
});
export const DelegationView = z.object({
  id: Id,
  post: z.object({ id: Id, title: LocalizedName, unit: UnitRef }),
  person: PersonRef,
  scopes: z.array(z.string()),
  fromDay: Day,
  untilDay: Day,
  actNumber: z.string(),
  actDay: Day,
  withdrawnOn: Day.nullable(),
});
