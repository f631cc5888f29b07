import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { Rank } from "./schema.ts";

export type InstitutionRow = {
  id: string;
  name: LocalizedName;
  parent_name: LocalizedName | null;
  sigle: string;
  city: LocalizedName;
  address: LocalizedName | null;
  logo: string | null;
  hue: number | null;
};

export type PersonRow = {
  id: string;
  ppr: string | null;
  /** Of who has no PPR, or as well. */
  cin: string | null;
  given_name: LocalizedName;
  family_name: LocalizedName;
  gender: "f" | "m";
  email: string | null;
  phone: string | null;
  grade: LocalizedName | null;
  hired_on: string | null;
  left_on: string | null;
  version: number;
};

export type UnitRow = {
  id: string;
  kind: "directorate" | "division" | "service" | "other";
  parent: string | null;
  code: string | null;
  position: number;
  minimum_presence: number | null;
  name: LocalizedName;
  sigle: string;
};

export type PostRow = {
  id: string;
  unit: string;
  rank: Rank;
  head: boolean;
  title: LocalizedName;
  title_f: LocalizedName;
  version: number;
  unit_name: LocalizedName;
  unit_sigle: string;
};

export type HoldingRow = {
  id: string;
  post: string;
  person: string;
  kind: "holder" | "interim";
  from_day: string;
  until_day: string | null;
  act_number: string;
  act_day: string | null;
  end_reason: string;
};

export type DelegationRow = {
  id: string;
  post: string;
  person: string;
  scopes: string[];
  from_day: string;
  until_day: string;
  act_number: string;
  act_day: string;
  withdrawn_on: string | null;
  withdrawal_reason: string;
};

export type AbsenceRow = {
  id: string;
  person: string;
  from_day: string;
  to_day: string;
  stand_in: string | null;
  source: string;
  subject: string | null;
};
