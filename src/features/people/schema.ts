import { z } from "zod";
import { Day, Id } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const UnitKind = z.enum(["directorate", "division", "service", "other"]);
export type UnitKind = z.infer<typeof UnitKind>;
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
  /** One line for the foot of letters. */
  address: LocalizedName.nullable(),
  /** Where its logo is shown from. */
  logo: z.string().nullable(),
  /** Of its colour, in degrees of the oklch circle; null: Diwan's green. */
  hue: z.number().int().nullable(),
});
export type InstitutionView = z.infer<typeof InstitutionView>;

/** The bytes of a PNG or a JPEG, in base64: a third longer than the largest logo. */
export const Logo = z.base64().max(700_000);

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
  /** Who stands in while he is away. */
  standIn: PersonRef.nullable(),
  /** Only to the person and to the HR office. */
  personal: z
    .object({ ppr: z.string().nullable(), hiredOn: Day.nullable(), grade: LocalizedName.nullable() })
    .nullable(),
});

export type PersonView = z.infer<typeof PersonView>;

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
  cin: z.string().trim().max(20).nullish(),
  givenName: LocalizedName,
  familyName: LocalizedName,
  gender: Gender,
  email: z.email().nullish(),
  phone: z.string().trim().max(30).nullish(),
  grade: LocalizedName.nullish(),
  hiredOn: Day.nullish(),
});
/** Why an act ends before its term. */
export const Reason = z.string().trim().max(500).default("");
const Version = z.number().int().min(1);
const ActNumber = z.string().trim().max(80).default("");

/** What may be changed of a person: as entered, with the version that was seen; a number, grade or day of hiring not said stays. */
export const PersonChange = NewPerson.extend({ version: Version });
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
  code: z.string().trim().max(40).nullish(),
  openedOn: Day,
});
export const PostChange = NewPost.pick({ title: true, titleF: true, rank: true, head: true }).extend({
  version: Version,
});
export const UnitMove = z.object({ parent: Id, fromDay: Day, act: ActNumber });
export const UnitMerger = z.object({ into: Id, day: Day, act: ActNumber });
export const NewAbsence = z.object({ fromDay: Day, toDay: Day, standIn: Id.nullish() });
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

/** Where an act stands on the day it is read. */
export const ActState = z.enum(["coming", "in_force", "ended"]);
const PostPlace = z.object({ id: Id, title: LocalizedName, unit: UnitRef });

export type ActState = z.infer<typeof ActState>;

export const HoldingView = z.object({
  id: Id,
  post: PostPlace,
  kind: z.enum(["holder", "interim"]),
  fromDay: Day,
  untilDay: Day.nullable(),
  actNumber: z.string(),
  actDay: Day.nullable(),
  endReason: z.string(),
  state: ActState,
});
export const DelegationOfPerson = DelegationView.extend({ withdrawalReason: z.string(), state: ActState });
export type DelegationOfPerson = z.infer<typeof DelegationOfPerson>;
export const AssistantView = z.object({
  id: Id,
  post: PostPlace,
  person: PersonRef,
  fromDay: Day,
  untilDay: Day.nullable(),
});
export type AssistantView = z.infer<typeof AssistantView>;
export const AbsenceView = z.object({
  id: Id,
  fromDay: Day,
  toDay: Day,
  standIn: PersonRef.nullable(),
  /** Entered here, and so withdrawn here; the others follow their request. */
  entered: z.boolean(),
});

export type HoldingView = z.infer<typeof HoldingView>;
export type AbsenceView = z.infer<typeof AbsenceView>;

/** A role that somebody holds or will hold. */
export const RoleHeld = z.object({
  role: Role,
  /** Of a helper: the unit he helps, with those below it; null: all. */
  unit: UnitRef.nullable(),
  fromDay: Day,
  /** The first day on which he no longer holds it: he leaves the institution. */
  untilDay: Day.nullable(),
  /** Null when it was given at the set-up. */
  givenBy: PersonRef.nullable(),
});
export type RoleHeld = z.infer<typeof RoleHeld>;

/** A person with all that was and is his; what the reader may do is in `abilities`. */
export const PersonRecord = PersonView.extend({
  givenName: LocalizedName,
  familyName: LocalizedName,
  version: z.number().int(),
  leftOn: Day.nullable(),
  holdings: z.array(HoldingView),
  /** Signatures delegated to him. */
  delegations: z.array(DelegationOfPerson),
  /** Signatures of his posts delegated to others. */
  delegated: z.array(DelegationOfPerson),
  /** The secretariats of his posts. */
  assistants: z.array(AssistantView),
  /** The posts whose secretariat he is. */
  assists: z.array(AssistantView),
  /** Null to those who may not know when he was away. */
  absences: z.array(AbsenceView).nullable(),
  /** Null to those who may not know them. */
  roles: z.array(RoleHeld).nullable(),
  abilities: z.object({
    manage: z.boolean(),
    absences: z.boolean(),
    /** Put him on a post; change what his rights are counted from: his numbers, grade and day of hiring. */
    appoint: z.boolean(),
    changeRights: z.boolean(),
    giveRoles: z.boolean(),
    takeRoles: z.boolean(),
  }),
});
export type PersonRecord = z.infer<typeof PersonRecord>;

/** A line of the directory's tree. */
export const UnitBranch = UnitRef.extend({
  kind: UnitKind,
  parent: Id.nullable(),
  head: PersonRef.nullable(),
  /** The head stands ad interim. */
  interim: z.boolean(),
  people: z.number().int(),
  /** The name before the present one, and until when it was borne. */
  formerly: z.object({ name: LocalizedName, untilDay: Day }).nullable(),
});
export type UnitBranch = z.infer<typeof UnitBranch>;

export const PostRecord = z.object({
  id: Id,
  title: LocalizedName,
  titleM: LocalizedName,
  titleF: LocalizedName,
  rank: Rank,
  head: z.boolean(),
  version: z.number().int(),
  /** In force or coming, the first to begin first. */
  holdings: z.array(HoldingView.omit({ post: true }).extend({ person: PersonRef })),
  delegations: z.array(DelegationOfPerson),
  assistants: z.array(AssistantView),
});
export type PostRecord = z.infer<typeof PostRecord>;

export const UnitRecord = UnitRef.extend({
  kind: UnitKind,
  code: z.string().nullable(),
  openedOn: Day,
  closedOn: Day.nullable(),
  mergedInto: UnitRef.nullable(),
  minimumPresence: z.number().int().nullable(),
  /** The units above, the highest first. */
  above: z.array(UnitRef),
  names: z.array(
    z.object({ name: LocalizedName, sigle: z.string(), fromDay: Day, untilDay: Day.nullable(), act: z.string() }),
  ),
  places: z.array(z.object({ parent: UnitRef.nullable(), fromDay: Day, untilDay: Day.nullable(), act: z.string() })),
  units: z.array(UnitBranch),
  posts: z.array(PostRecord),
  abilities: z.object({ manage: z.boolean() }),
});
export type UnitRecord = z.infer<typeof UnitRecord>;
