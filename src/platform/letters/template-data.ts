import { isolateReference } from "#platform/i18n/isolate.ts";
import { statementInText, statementKeyword } from "#platform/statement/find.ts";
import { qrSvg } from "#platform/statement/qr.ts";
import ar from "./messages/ar.json" with { type: "json" };
import fr from "./messages/fr.json" with { type: "json" };
import zgh from "./messages/zgh.json" with { type: "json" };
import type { LetterLanguage, Sheets, Template, Verification } from "./sheets.ts";

/** What the compiler receives: one JSON document, and the logo as a file beside the templates when it is a bitmap. */
export type TemplateInput = { json: string; logo: { path: string; bytes: Uint8Array } | null };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Turns a sheet into the data of its template: captions added, QR code drawn, references made safe in Arabic. */
export function templateInput<T extends Template>(language: LetterLanguage, sheet: Sheets[T]): TemplateInput {
  const { issuedAt: _, letterhead, verification, ...rest } = sheet;
  const { logo, ...office } = letterhead;
  const image = logo ? logoOf(logo) : null;
  const data = {
    ...(plain(rest) as { [key: string]: Json }),
    language,
    captions: { ar: captions(ar), fr: captions(fr), zgh: captions(zgh) },
    letterhead: plain(office),
    keywords: statementOf(verification),
    ...(verification && { verification: verificationOf(verification) }),
    ...("address" in rest && typeof rest.address === "string" && { qr: qrSvg(rest.address) }),
    ...(image && { logo: image.data }),
  };
  return { json: JSON.stringify(data), logo: image?.file ?? null };
}

const captions = (messages: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(messages).map(([key, value]) => [key.replace(/^letters\./, ""), value as Json]));

function verificationOf({ url, code }: Verification): Json {
  const { host, pathname } = new URL(url);
  return { qr: qrSvg(url), address: `${host}${pathname}`, ...(code && { code }) };
}

/** The statement also travels in the file's keywords, so that `bin/diwan verify FILE` needs no camera. */
function statementOf(verification: Verification | undefined): Json[] {
  const statement = verification && statementInText(verification.url);
  return statement ? [statementKeyword(statement)] : [];
}

/** Keys in the spelling of the templates (`titleLine` is `title-line`); Arabic texts isolated; undefined dropped. */
function plain(value: unknown, key = ""): Json {
  if (typeof value === "string")
    return breakable(key === "ar" ? isolateReferences(value) : key === "fr" ? unbroken(value) : value);
  if (Array.isArray(value)) return value.map((item) => plain(item, key));
  if (value === null || typeof value !== "object") return value as Json;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [kebab(name), plain(inner, name)]));
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Joined by punctuation (`2-05-01`, `0042/DB/2026`, an address), or digits grouped by spaces (an amount, a phone). */
const JOINED = /(?<![\p{L}\p{N}/])\+?[0-9A-Za-zÀ-ÿ@_]+(?:[-–./:@_][0-9A-Za-zÀ-ÿ_]+)+(?![\p{L}\p{N}/])/gu;
const GROUPED =
  /(?<![\p{L}\p{N}])(?:\+?\d{1,3}(?: \d{1,3})*(?: \d{2,3}){2,}|\d{1,3}(?: \d{3})+)(?:,\d+)?(?![\p{L}\p{N}])/gu;

/** A word that no line holds would run off the paper and be lost: it may break after each thirty characters. */
const breakable = (text: string) => text.replace(/\S{41,}/gu, (word) => word.replace(/\S{30}(?=\S)/gu, "$&\u200b"));

/** Keeps the groups of a number on one line. */
const unbroken = (text: string) => text.replace(GROUPED, (run) => run.replaceAll(" ", "\u00a0"));

/**
 * In an Arabic sentence `2-05-01` or `0042/DB/2026` would be reordered by the bidi algorithm (UAX #9, W2: digits after
 * an Arabic letter): such runs are isolated left to right, unless the author already did.
 */
export function isolateReferences(text: string): string {
  if (/[\u2066-\u2069]/.test(text)) return text;
  return text.replace(GROUPED, (run) => isolateReference(unbroken(run))).replace(JOINED, isolateReference);
}

function logoOf(bytes: Uint8Array) {
  const head = Buffer.from(bytes.subarray(0, 256)).toString("latin1");
  if (head.startsWith("\x89PNG")) return bitmap(bytes, "png");
  if (head.startsWith("\xff\xd8\xff")) return bitmap(bytes, "jpg");
  if (head.includes("<svg") || head.includes("<?xml")) {
    return { data: { kind: "svg", svg: Buffer.from(bytes).toString("utf8") } as Json, file: null };
  }
  throw new RangeError("a logo is a PNG, a JPEG or an SVG");
}

function bitmap(bytes: Uint8Array, extension: string) {
  const path = `/logo.${extension}`;
  return { data: { kind: "bitmap", path } as Json, file: { path, bytes } };
}
