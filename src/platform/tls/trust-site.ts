import { formatDate } from "../i18n/format-date.ts";
import { isLocale, negotiateLocale } from "../i18n/locale.ts";
import { localDateOf } from "../i18n/zone.ts";
import type { Locale } from "../wire/locale.ts";
import type { Root } from "./certificate.ts";
import { installPage } from "./install-page.ts";
import { INSTALL_STYLE } from "./install-style.ts";
import { type RootFile, rootCrt, rootPem, rootProfile, type Say } from "./root-files.ts";

/** What the pages under /trust need to know; the same over http and https. */
export type TrustSite = {
  host: string;
  /** The https origin where Diwan opens. */
  url: string;
  root: () => Root;
  /** Name of the institution; undefined before the set-up. */
  institution: (locale: Locale) => string | undefined;
  say: (locale: Locale) => Say;
};

export type Answer = { status: number; headers: Record<string, string>; body: Buffer };

/**
 * Answers /trust (the page), /trust/style.css and /trust/diwan-root.{crt,pem,mobileconfig}; null for anything else.
 * All of it is public: a root is no secret, and the page shows no more than the name of the institution.
 * @param target path and query as they came
 */
export function trustAnswer(site: TrustSite, target: string, acceptLanguage: string | undefined): Answer | null {
  const { pathname, searchParams } = new URL(target.startsWith("/") ? `http://x${target}` : "http://x/");
  const asked = searchParams.get("l");
  const locale = isLocale(asked) ? asked : negotiateLocale(acceptLanguage);
  switch (pathname) {
    case "/trust":
    case "/trust/":
      return answer("text/html; charset=utf-8", Buffer.from(page(site, locale)), { vary: "accept-language" });
    case "/trust/style.css":
      return answer("text/css; charset=utf-8", Buffer.from(INSTALL_STYLE));
    case "/trust/diwan-root.crt":
      return file(rootCrt(site.root()));
    case "/trust/diwan-root.pem":
      return file(rootPem(site.root()));
    case "/trust/diwan-root.mobileconfig":
      return file(rootProfile(site.root(), site.host, site.say(locale)));
    default:
      return null;
  }
}

function page(site: TrustSite, locale: Locale): string {
  const { fingerprint, shortFingerprint, notAfter } = site.root();
  const { host, url } = site;
  const validUntil = formatDate(localDateOf(notAfter), locale);
  const institution = site.institution(locale);
  return installPage(locale, { institution, host, url, fingerprint, shortFingerprint, validUntil }, site.say(locale));
}

const file = ({ name, type, body }: RootFile) =>
  answer(type, body, { "content-disposition": `attachment; filename="${name}"` });

function answer(type: string, body: Buffer, more: Record<string, string> = {}): Answer {
  return {
    status: 200,
    headers: {
      "content-type": type,
      "content-length": String(body.length),
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      ...more,
    },
    body,
  };
}
