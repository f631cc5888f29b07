import { z } from "zod";
import { Id, Instant } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

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
  /** PNG or JPEG in base64. */
  logo: z.base64().max(700_000).nullish(),
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
  logo: z.boolean(),
  holidaysReviewed: z.boolean(),
});
export type FirstStepsView = z.infer<typeof FirstStepsView>;

export const Level = z.enum(["good", "warn", "bad"]);
export type Level = z.infer<typeof Level>;
const CertificateAlarm = z.enum(["none", "soon", "urgent", "expired"]);
const End = z.object({ daysLeft: z.number().int(), alarm: CertificateAlarm, notAfter: Instant });

/** What the administrator looks at first: whether this instance is in good health. Sizes in bytes. */
export const StatusView = z.object({
  version: z.string(),
  /** Programs of the operating system: each function on or off, and what to type to install what is missing. */
  programs: z.object({
    level: Level,
    command: z.string(),
    functions: z.array(z.object({ name: z.string(), on: z.boolean() })),
  }),
  database: z.object({ level: Level, kind: z.enum(["embedded", "external"]), version: z.string(), bytes: z.number() }),
  processes: z.object({
    level: Level,
    items: z.array(
      z.object({ name: z.enum(["supervisor", "main", "desk"]), pid: z.int(), since: Instant, memory: z.number() }),
    ),
  }),
  disk: z.object({ level: Level, free: z.number(), total: z.number(), folder: z.string() }),
  certificate: z.object({
    level: Level,
    /** Null on plain http, on this machine alone. */
    shown: End.extend({
      source: z.enum(["given", "internal"]),
      subject: z.string(),
      issuer: z.string(),
      names: z.array(z.string()),
      root: End.nullable(),
    }).nullable(),
  }),
  backup: z.object({ level: Level, at: Instant.nullable() }),
  secondFactor: z.object({ level: Level, rule: z.enum(["nobody", "administrators", "everyone"]) }),
  jobs: z.object({ level: Level, waiting: z.int(), running: z.int(), failed: z.int() }),
  parked: z.object({ level: Level, count: z.int() }),
  /** Stored files: how many, since when each was looked at, and how many cannot be read. */
  storage: z.object({
    level: Level,
    count: z.int(),
    bytes: z.number(),
    findings: z.int(),
    checkedSince: Instant.nullable(),
  }),
  audit: z.object({ level: Level, size: z.int(), signedSize: z.int(), signedAt: Instant.nullable() }),
});
export type StatusView = z.infer<typeof StatusView>;

/** Said on every screen of an administrator. `days` that a certificate still has. */
export const Alarm = z.object({
  what: z.enum(["certificate", "disk", "processes", "backup", "audit", "storage"]),
  level: Level,
  days: z.int().nullable(),
});
export type Alarm = z.infer<typeof Alarm>;

const Person = z.object({ id: Id, name: LocalizedName });
/** Why a grave act is done; kept in the audit log. */
export const Reason = z.string().trim().min(3).max(500);

export const JobState = z.enum(["failed", "waiting", "running"]);
export const QueuedJob = z.object({
  id: Id,
  /** What it does, in the reader's language; its code when nobody has said it. */
  title: z.string(),
  name: z.string(),
  state: JobState,
  attempts: z.int(),
  error: z.string().nullable(),
  /** The person who waits for it. */
  requestedBy: Person.nullable(),
  createdAt: Instant,
  runAt: Instant,
});
export type QueuedJob = z.infer<typeof QueuedJob>;
export const JobCounts = z.object({ waiting: z.int(), running: z.int(), failed: z.int() });

export const ParkedEvent = z.object({
  subscriber: z.string(),
  seq: z.int(),
  type: z.string(),
  sentence: z.string().nullable(),
  tries: z.int(),
  error: z.string(),
  parkedAt: Instant,
  /** Another try was asked for and has not been made yet. */
  isWanted: z.boolean(),
});
export type ParkedEvent = z.infer<typeof ParkedEvent>;

export const AuditLine = z.object({
  seq: z.int(),
  id: Id,
  at: Instant,
  actorKind: z.enum(["person", "system", "operator", "anonymous"]),
  /** A person's id, or the name of a job, subscriber or console login. */
  actor: z.string().nullable(),
  actorName: LocalizedName.nullable(),
  onBehalf: Person.nullable(),
  type: z.string(),
  subject: z.string().nullable(),
  /** What happened, in the reader's language; null when nobody has said it for this type. */
  sentence: z.string().nullable(),
  /** Null once erased. */
  body: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** A finding of the verifier, told. */
const Finding = z.object({ code: z.string(), severity: z.enum(["problem", "warning"]), sentence: z.string() });
export const AuditRun = z.object({
  id: Id,
  kind: z.enum(["export", "verification"]),
  by: Person.nullable(),
  askedAt: Instant,
  doneAt: Instant.nullable(),
  /** Entries covered; null until done. */
  size: z.int().nullable(),
  isSound: z.boolean().nullable(),
  findings: z.array(Finding),
  /** Bytes of the file that can be downloaded; null without one. */
  fileSize: z.int().nullable(),
});
export type AuditRun = z.infer<typeof AuditRun>;
export const AuditState = z.object({
  size: z.int(),
  signedSize: z.int(),
  signedAt: Instant.nullable(),
  verifierKey: z.string(),
  runs: z.array(AuditRun),
});
export type AuditState = z.infer<typeof AuditState>;

export const Destination = z.object({
  /** Scheme, host and port: `https://model.example:8443`. */
  origin: z.string().trim().min(1).max(300),
  privateNetwork: z.boolean(),
});
export const DestinationView = Destination.extend({
  by: Person.nullable(),
  at: Instant.nullable(),
  reason: z.string(),
});
export type DestinationView = z.infer<typeof DestinationView>;
export const AttemptView = z.object({
  id: Id,
  at: Instant,
  host: z.string(),
  port: z.int(),
  method: z.string(),
  purpose: z.string(),
  by: Person.nullable(),
  allowed: z.boolean(),
  result: z.string(),
  /** The result in the reader's language. */
  sentence: z.string(),
  status: z.int().nullable(),
  sent: z.number(),
  received: z.number(),
});
export type AttemptView = z.infer<typeof AttemptView>;
