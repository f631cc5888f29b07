import { z } from "zod";
import { Id, Instant } from "#platform/wire/day.ts";
import { Locale } from "#platform/wire/locale.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const Theme = z.enum(["system", "light", "dark"]);
export const Density = z.enum(["comfortable", "compact", "large"]);
export const AccountState = z.enum(["invited", "active", "locked_by_admin", "closed"]);
export type AccountState = z.infer<typeof AccountState>;
export const SecondFactorRule = z.enum(["nobody", "administrators", "everyone"]);
export type SecondFactorRule = z.infer<typeof SecondFactorRule>;
export const Strength = z.enum(["none", "password", "two_factor", "passkey"]);

/** A login as it is chosen: Latin letters, digits, dots; kept in small letters. */
const LOGIN = /^[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]$/;
export const NewLogin = z
  .string()
  .trim()
  .toLowerCase()
  .max(60)
  .refine((login) => LOGIN.test(login), "accounts.login_malformed");
/** A login or password as it is typed; anything may be. */
const TypedLogin = z.string().trim().min(1).max(200);
const TypedPassword = z.string().min(1).max(1_000);
const TypedCode = z.string().trim().min(1).max(60);

/** What a browser's WebAuthn answers; the library checks it whole. */
const Credential = z.looseObject({
  id: z.string().min(1).max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal("public-key"),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
  clientExtensionResults: z.looseObject({}).default({}),
});
export const PasskeyAnswer = z.object({ response: Credential });
/** Options of a WebAuthn ceremony, as the browser wants them. */
export const PasskeyOptions = z.object({ options: z.looseObject({ challenge: z.string() }) });

/** Second factors that a person may hold, and the spare one. */
export const Factor = z.enum(["passkey", "totp", "card", "recovery"]);
export type Factor = z.infer<typeof Factor>;
export const CodeFactor = z.enum(["totp", "card", "recovery"]);
export const FactorCode = z.object({ factor: CodeFactor, code: TypedCode });
export type FactorCode = z.infer<typeof FactorCode>;

export const SignIn = z.object({ login: TypedLogin, password: TypedPassword });
/** What comes after a proof was accepted. */
export const NextStep = z.object({ next: z.enum(["open", "second_factor", "enrolment"]) });
export type NextStep = z.infer<typeof NextStep>;
export const SecondFactor = z.union([FactorCode, PasskeyAnswer]);
/** What may be asked of this person now; one code of the card is named by its number. */
export const ProofOptions = z.object({
  factors: z.array(Factor),
  password: z.boolean(),
  cardPosition: z.number().int().nullable(),
  cardSerial: z.string().nullable(),
  passkey: z.looseObject({ challenge: z.string() }).nullable(),
});
export type ProofOptions = z.infer<typeof ProofOptions>;
export const StepUp = z.union([PasskeyAnswer, z.object({ password: TypedPassword, code: FactorCode.optional() })]);

export const Preferences = z.object({
  locale: Locale.optional(),
  theme: Theme.optional(),
  density: Density.optional(),
});

const Post = z.object({ id: Id, title: LocalizedName, unit: LocalizedName });
const ActingFor = z.object({
  id: Id,
  kind: z.enum(["interim", "delegation", "assistant"]),
  name: LocalizedName,
  until: z.iso.date().nullable(),
});
/** Who is here. `pending`: a sign-in that waits for its next step. */
export const SessionView = z.object({
  person: z.object({ id: Id, name: LocalizedName, post: LocalizedName.nullable(), posts: z.array(Post) }).nullable(),
  pending: z
    .object({ step: z.enum(["second_factor", "enrolment", "activation"]), login: z.string(), name: LocalizedName })
    .nullable(),
  locale: Locale,
  theme: Theme.nullable(),
  density: Density.nullable(),
  strength: Strength,
  /** True when the person is cleared for more than a session opened like this one shows, whether or not there is any. */
  limited: z.boolean(),
  /** True when `limited` and the person holds what would raise this session; else he must first set it up. */
  provable: z.boolean(),
  abilities: z.array(z.string()),
  actingFor: z.array(ActingFor),
  /** False: the institution has not been set up yet. */
  setUp: z.boolean(),
  institution: z.object({ name: LocalizedName, hue: z.number().nullable() }).nullable(),
});
export type SessionView = z.infer<typeof SessionView>;

export const DeviceView = z.object({
  id: Id,
  agent: z.string(),
  network: z.string(),
  strength: Strength,
  openedAt: Instant,
  lastSeenAt: Instant,
  current: z.boolean(),
});
export const DeviceList = z.object({ items: z.array(DeviceView) });
export type DeviceView = z.infer<typeof DeviceView>;

export const PasskeyView = z.object({
  id: Id,
  name: z.string(),
  synced: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export const PasskeyName = z.string().trim().min(1).max(80);
export const NewPasskey = PasskeyAnswer.extend({ name: PasskeyName });
export const SecurityView = z.object({
  login: z.string(),
  password: z.object({ changedAt: Instant }).nullable(),
  passkeys: z.array(PasskeyView),
  totp: z.object({ confirmedAt: Instant }).nullable(),
  card: z.object({ serial: z.string(), remaining: z.number().int(), size: z.number().int() }).nullable(),
  recovery: z.object({ remaining: z.number().int() }),
  /** The institution asks this person for a second factor. */
  secondFactorRequired: z.boolean(),
});
export type SecurityView = z.infer<typeof SecurityView>;
export const TotpOffer = z.object({ id: Id, secret: z.string(), uri: z.string(), qr: z.string() });
export type TotpOffer = z.infer<typeof TotpOffer>;
export const CardOffer = z.object({ id: Id, serial: z.string(), position: z.number().int() });
export type CardOffer = z.infer<typeof CardOffer>;
export const Confirmation = z.object({ id: Id, code: TypedCode });
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
/** A new password, with the present one where there is one; never trimmed. */
export const PasswordChange = z.object({ password: TypedPassword });

export const ActivationCode = z.object({ code: TypedCode });
export const ActivationView = z.object({
  login: z.string(),
  name: LocalizedName,
  /** A passkey may be the first proof only when no older factor stands. */
  passkey: z.boolean(),
});
export type ActivationView = z.infer<typeof ActivationView>;

export const AccountView = z.object({
  person: Id,
  name: LocalizedName,
  login: z.string(),
  state: AccountState,
  lastSignInAt: Instant.nullable(),
  activation: z.object({ issuedAt: Instant, expiresAt: Instant }).nullable(),
  abilities: z.object({ activate: z.boolean(), resetFactors: z.boolean(), lock: z.boolean() }),
});
export type AccountView = z.infer<typeof AccountView>;
export const AccountList = z.object({ items: z.array(AccountView) });
export const NewAccount = z.object({ person: Id, login: NewLogin });
export const ActivationOrder = z.object({ resetFactors: z.boolean().default(false) });
export const ActivationIssued = z.object({ login: z.string(), expiresAt: Instant });
export const StateChange = z.object({ state: z.enum(["active", "locked_by_admin"]) });
export const RuleView = z.object({ secondFactor: SecondFactorRule });
