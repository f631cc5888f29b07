import { createHash } from "node:crypto";
import { escapeMarkup } from "#platform/tls/markup.ts";
import type { PublishedDesk } from "../published.ts";
import type { Language, Words } from "./browser/words.ts";

/** What the page is made of; see `publish.ts`. */
export type PageParts = {
  desk: PublishedDesk;
  /** The signed list at the time of publishing, kept inside the page. */
  revocations: unknown;
  words: Words;
  style: string;
  script: string;
};

const NAMES: Record<Language, string> = { ar: "العربية", fr: "Français", zgh: "ⵜⴰⵎⴰⵣⵉⵖⵜ", en: "English" };

/** The verification page in a first language; the reader's browser can switch to the others without a server. */
export function verificationPage(language: Language, parts: PageParts): string {
  const { desk, words, style, script } = parts;
  const say = (key: string) => escapeMarkup(words[language][`desk.${key}`] ?? "");
  const text = (tag: string, key: string, attributes = "") =>
    `<${tag} data-text="${key}"${attributes}>${say(key)}</${tag}>`;
  const data = JSON.stringify({ desk, revocations: parts.revocations, words }).replaceAll("<", "\\u003c");
  const label = (key: string, control: string) => text("label", key, ` for="${control}"`);
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${say("title")}</title>
<style>${style}</style>
</head>
<body>
<div class="page">
<header>
${desk.institution.logo ? `<img src="${escapeMarkup(desk.institution.logo)}" alt="">` : STAR}
<div class="institution"><strong id="institution-name">${escapeMarkup(desk.institution.name[language] ?? desk.institution.name.fr)}</strong><span id="institution-other"></span></div>
</header>
<nav aria-label="${say("languages")}">${(Object.keys(NAMES) as Language[]).map((other) => `<a href="?lang=${other}" lang="${other}">${NAMES[other]}</a>`).join("")}</nav>
<main>
${text("h1", "title")}
${text("p", "lead", ' class="lead"')}
<noscript><p class="note unsure">${say("noscript")}</p></noscript>
<section id="enter" class="card">
<form id="enter-form" novalidate>
<div class="field">${label("paste_label", "pasted")}${text("p", "paste_hint", ' class="hint" id="pasted-hint"')}
<textarea id="pasted" class="code" dir="ltr" rows="2" spellcheck="false" autocomplete="off" aria-describedby="pasted-hint"></textarea></div>
<button type="submit" data-text="check">${say("check")}</button>
<div class="field after" id="file-field" hidden>${text("p", "file_label", ' class="label"')}${text("p", "file_hint", ' class="hint" id="file-hint"')}
<input id="file" class="unseen" type="file" accept="application/pdf,.pdf" aria-describedby="file-hint">${text("label", "choose_file", ' class="button quiet" for="file"')}</div>
<p class="note unsure" id="enter-note" role="alert"></p>
</form>
</section>
<section id="old-browser" class="card" hidden>
<div class="verdict unsure">${sign(`<path d="M12 6v7M12 17.5v.5"/>`)}<div>${text("h2", "old_browser")}${text("p", "old_browser_body")}</div></div>
<p class="after"><button id="ask-server" type="button" data-text="ask_server" hidden>${say("ask_server")}</button></p>
<p class="note unsure" id="server-note" role="alert"></p>
</section>
<section id="result" hidden>
<div class="card">
<div id="verdict" class="verdict" tabindex="-1" role="status">${sign(`<path id="verdict-sign" d=""/>`)}<div><h2 id="verdict-title"></h2><p id="verdict-body"></p><p id="by-server"></p></div></div>
<dl id="particulars">
${text("dt", "institution")}<dd id="said-institution"></dd>
${text("dt", "kind")}<dd id="said-kind"></dd>
${text("dt", "number")}<dd><bdi id="said-number"></bdi></dd>
${text("dt", "date")}<dd id="said-date"></dd>
${text("dt", "revocation")}<dd id="said-revocation"></dd>
</dl>
<p class="after"><button id="another" type="button" class="quiet" data-text="another">${say("another")}</button></p>
</div>
<div class="card" id="compare">
${text("h2", "compare_title")}${text("p", "compare_lead", ' class="lead"')}
<form id="compare-form">
<div class="field">${label("control_code", "control-code")}${text("p", "control_code_hint", ' class="hint" id="code-hint" dir="auto"')}
<input id="control-code" class="code" dir="ltr" required autocomplete="off" spellcheck="false" maxlength="40" aria-describedby="code-hint"></div>
<div id="facts"></div>
<button type="submit" data-text="compare">${say("compare")}</button>
<p id="facts-note" class="note" role="status"></p>
</form>
</div>
</section>
<details id="report" class="card" hidden>
${text("summary", "report_title")}
${text("p", "report_lead", ' class="lead"')}
<form id="report-form" novalidate>
<div class="field">${label("report_text", "report-text")}<textarea id="report-text" dir="auto" rows="4" maxlength="4000"></textarea></div>
<div class="field">${label("report_contact", "report-contact")}<input id="report-contact" dir="auto" maxlength="200" autocomplete="off"></div>
<button id="report-send" type="submit" data-text="report_send">${say("report_send")}</button>
<p id="report-note" class="note" role="status"></p>
</form>
</details>
</main>
<footer><p id="address-check"></p>${text("p", "privacy")}</footer>
</div>
<script type="application/json" id="desk-data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The khatam of two squares, when the institution gave no logo. */
const STAR = `<svg viewBox="0 0 26 26" aria-hidden="true"><path d="M5 5h16v16H5zM13 1.7 24.3 13 13 24.3 1.7 13z"/></svg>`;

const sign = (path: string) => `<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;

/**
 * Only this very script and this very style; nothing typed can become markup (Trusted Types). `'self'` does not name a
 * folder on disk, where fonts then fall back to the system's.
 */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${sourceHash(script)}'`,
    `style-src '${sourceHash(style)}'`,
    "font-src 'self'",
    "img-src data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

const sourceHash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
