import { isolateReference } from "../i18n/isolate.ts";
import { directionOf, OWN_NAMES, tagOf } from "../i18n/locale.ts";
import { LOCALES, type Locale } from "../wire/locale.ts";
import { escapeMarkup } from "./markup.ts";
import type { Say } from "./root-files.ts";

export type InstallInfo = {
  /** Name in the reader's language; absent before the set-up. */
  institution?: string | undefined;
  host: string;
  /** Where Diwan opens once the root is installed, with its port. */
  url: string;
  fingerprint: string;
  shortFingerprint: string;
  /** A date already written in the reader's language. */
  validUntil: string;
};

const ROOT_FILE = "diwan-root.crt";

/** The steps of each kind of device, one message per step. */
const DEVICES = { windows: 5, android: 4, ios: 3, firefox: 3 } as const;

/**
 * The page that helps someone install the institution's root: plain HTML without script, because it is read over plain
 * http, on any device, before anything is trusted.
 */
export function installPage(locale: Locale, info: InstallInfo, say: Say): string {
  const text: Text = (key, params) => unbroken(escapeMarkup(say(`tls.${key}`, params)));
  const host = isolateReference(info.host);
  return `<!doctype html>
<html lang="${tagOf(locale)}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text("trust_title")}</title>
<link rel="stylesheet" href="/trust/style.css">
</head>
<body>
<header>
<p dir="auto">${escapeMarkup(info.institution ?? info.host)}</p>
<nav>${languages(locale)}</nav>
</header>
<main>
<h1>${text("trust_title")}</h1>
<p>${text("trust_why", { host })}</p>
<section class="compare">
<h2>${text("trust_compare_title")}</h2>
<p>${text("trust_compare")}</p>
<dl>
<dt><bdi>SHA-256</bdi></dt><dd dir="ltr">${fingerprint(info.fingerprint)}</dd>
<dt><bdi>SHA-1</bdi></dt><dd dir="ltr">${fingerprint(info.shortFingerprint)}</dd>
</dl>
<p>${text("trust_valid_until", { date: info.validUntil })}</p>
</section>
<p class="get">
<a class="first" href="/trust/diwan-root.crt" download>${text("trust_download")}</a>
<a href="/trust/diwan-root.mobileconfig?l=${locale}">${text("trust_download_profile")}</a>
<a href="/trust/diwan-root.pem" download>${text("trust_download_pem")}</a>
</p>
${Object.entries(DEVICES)
  .map(([device, steps]) => section(device, steps, host, text))
  .join("\n")}
<p class="get"><a class="first" href="${escapeMarkup(info.url)}">${text("trust_open")}</a></p>
</main>
</body>
</html>
`;
}

type Text = (key: string, params?: Record<string, string>) => string;

function section(device: string, steps: number, host: string, text: Text): string {
  const items = Array.from({ length: steps }, (_, at) => `<li>${text(`trust_${device}_${at + 1}`, { host })}</li>`);
  return `<section>
<h2>${text(`trust_${device}`)}</h2>
<ol>
${items.join("\n")}
</ol>
</section>`;
}

const languages = (current: Locale) =>
  LOCALES.map((locale) => {
    const here = locale === current ? ' aria-current="true"' : "";
    return `<a href="/trust?l=${locale}" lang="${tagOf(locale)}"${here}>${OWN_NAMES[locale]}</a>`;
  }).join(" ");

/** Groups of four octets: a person compares them line by line. */
const fingerprint = (hex: string) =>
  (hex.match(/(?:[0-9A-F]{2}:?){1,4}/gi) ?? []).map((group) => `<span>${group.replace(/:$/, "")}</span>`).join(" ");

/** Keeps the name of the file on one line, its hyphen would break it. */
const unbroken = (html: string) => html.replaceAll(ROOT_FILE, `<bdi class="name">${ROOT_FILE}</bdi>`);
