import { X509Certificate } from "node:crypto";
import type { ServerCertificate } from "./certificate.ts";
import { namesOf, oneLine } from "./chain.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const URGENT_DAYS = 7;
/** A root is replaced by hand on every machine: it is announced a year before its end. */
const ROOT_SOON_DAYS = 365;

/** How near an end is: `soon` 30 days before (a year for a root), `urgent` 7 days before. */
export type Alarm = "none" | "soon" | "urgent" | "expired";

export type CertificateState = {
  source: "given" | "internal";
  subject: string;
  issuer: string;
  names: string[];
  /** SHA-256, as systems show it. */
  fingerprint: string;
  notBefore: Date;
  notAfter: Date;
  /** Whole days; negative once ended. */
  daysLeft: number;
  alarm: Alarm;
  /** Message keys. */
  warnings: string[];
  root?: {
    subject: string;
    fingerprint: string;
    shortFingerprint: string;
    notAfter: Date;
    daysLeft: number;
    alarm: Alarm;
  };
};

/**
 * What the administration page shows of the certificate. An issued one renews itself at 45 days, so an alarm on it
 * means that the renewal fails.
 */
export function certificateState(certificate: ServerCertificate, now: Date): CertificateState {
  const { leaf, source, warnings, root } = certificate;
  return {
    source,
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    names: namesOf(leaf),
    fingerprint: leaf.fingerprint256,
    notBefore: leaf.validFromDate,
    notAfter: leaf.validToDate,
    ...nearness(leaf.validToDate, now, SOON_DAYS),
    warnings,
    ...(root && {
      root: {
        subject: oneLine(new X509Certificate(root.pem).subject),
        fingerprint: root.fingerprint,
        shortFingerprint: root.shortFingerprint,
        notAfter: root.notAfter,
        ...nearness(root.notAfter, now, ROOT_SOON_DAYS),
      },
    }),
  };
}

function nearness(end: Date, now: Date, soonDays: number): { daysLeft: number; alarm: Alarm } {
  const left = (end.getTime() - now.getTime()) / DAY_MS;
  const alarm = left <= 0 ? "expired" : left <= URGENT_DAYS ? "urgent" : left <= soonDays ? "soon" : "none";
  return { daysLeft: Math.floor(left), alarm };
}
