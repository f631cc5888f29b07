import type { Facts } from "#platform/statement/facts.ts";
import { statementInPdf, statementInText } from "#platform/statement/find.ts";
import type { PaperKind, PublishedDesk } from "../../published.ts";
import { paperKeys } from "../../published.ts";
import { type Checked, canVerify, checkByServer, checkHere } from "./check.ts";
import { chooseLanguage, dayText, fill, isoDay, LANGUAGES, type Language, timeText, type Words } from "./words.ts";

/** The behaviour of the verification page. Everything shown goes through textContent: nothing typed becomes markup. */

type Inside = { desk: PublishedDesk; revocations: unknown; words: Words };

const inside = JSON.parse(element("desk-data").textContent ?? "") as Inside;
const { desk, words } = inside;
let language: Language = chooseLanguage(location.search, navigator.languages);
let statement: string | null = null;
let last: Checked | null = null;

function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const say = (key: string, values?: Record<string, string>) => fill(words[language][`desk.${key}`] ?? "", values);
const named = (name: Partial<Record<Language, string>>) =>
  name[language] || (language === "ar" ? name.fr : name.fr || name.ar) || "";
const show = (id: string, visible: boolean) => element(id).toggleAttribute("hidden", !visible);

/** Puts the page into a language without losing what is on it. */
function speak(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
  document.title = `${say("title")} · ${named(desk.institution.name)}`;
  for (const node of document.querySelectorAll<HTMLElement>("[data-text]")) node.textContent = say(node.dataset.text!);
  element("institution-name").textContent = named(desk.institution.name);
  element("institution-other").textContent = chosen === "ar" ? desk.institution.name.fr : desk.institution.name.ar;
  for (const link of document.querySelectorAll<HTMLElement>("nav a")) {
    if (link.lang === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  element("address-check").textContent = desk.address
    ? say("address_check", { address: `\u2066${desk.address}\u2069` })
    : "";
  if (last) present(last);
}

/** Reads the fragment; shows the form, or checks the statement. */
async function open(): Promise<void> {
  const text = decodeURIComponent(location.hash.slice(1));
  last = null;
  statement = text === "" ? null : (statementInText(text) ?? text);
  show("enter", statement === null);
  show("result", false);
  show("old-browser", false);
  element("facts-note").textContent = "";
  if (statement === null) return;
  if (await canVerify())
    return present(await checkHere(statement, paperKeys(desk), inside.revocations, undefined, new Date()), true);
  show("old-browser", true);
  show("ask-server", desk.live && location.protocol.startsWith("http"));
}

const TONES = {
  valid: "good",
  facts_differ: "good",
  revoked: "bad",
  bad_signature: "bad",
  unknown_key: "unsure",
  malformed: "unsure",
};
const SIGNS = { good: "M5 12l5 5 9-11", bad: "M6 6l12 12M18 6 6 18", unsure: "M12 6v7M12 17.5v.5" };

/** Shows a verdict. The comparison of facts has its own line, so the verdict on the code stays what it was. */
function present(checked: Checked, announce = false): void {
  last = checked;
  const code = checked.code === "facts_differ" ? "valid" : checked.code;
  const tone = TONES[code] as keyof typeof SIGNS;
  show("result", true);
  show("old-browser", false);
  element("verdict").className = `verdict ${tone}`;
  element("verdict-sign").setAttribute("d", SIGNS[tone]);
  element("verdict-title").textContent = say(code);
  element("verdict-body").textContent = say(`${code}_body`, {
    date: checked.revokedOn ? dayText(checked.revokedOn) : "",
  });
  element("by-server").textContent = checked.byServer ? say("by_server") : "";
  const trusted = code === "valid" || code === "revoked";
  show("particulars", trusted);
  if (trusted) particulars(checked);
  show("compare", code === "valid" && kindOf(checked) !== undefined);
  if (code === "valid") factFields(kindOf(checked));
  if (checked.facts) factsNote(checked.facts);
  if (announce) element("verdict").focus();
}

const kindOf = (checked: Checked): PaperKind | undefined =>
  desk.kinds.find((kind) => kind.kind === checked.statement?.kind);

function particulars(checked: Checked): void {
  const kind = kindOf(checked);
  element("said-institution").textContent = named(desk.institution.name);
  element("said-kind").textContent = kind ? named(kind.name) : (checked.statement?.kind ?? "");
  element("said-number").textContent = checked.statement?.number ?? "";
  element("said-date").textContent = checked.statement ? dayText(checked.statement.date) : "";
  const [tone, text] = revocationLine(checked);
  element("said-revocation").className = tone;
  element("said-revocation").textContent = text;
}

function revocationLine(checked: Checked): [tone: string, text: string] {
  const at = checked.listIssuedAt ? timeText(checked.listIssuedAt) : "";
  if (checked.revocation === "revoked") return ["bad", `${say("revoked")} · ${dayText(checked.revokedOn ?? "")}`];
  if (checked.revocation === "not_revoked")
    return checked.listOld ? ["unsure", say("list_old", { at })] : ["good", say("not_revoked", { at })];
  return ["unsure", say(checked.revocation)];
}

/** One input per fact of the kind, built once per kind; labels follow the language, typed values stay. */
function factFields(kind: PaperKind | undefined): void {
  const box = element("facts");
  if (box.dataset.kind !== kind?.kind) {
    box.replaceChildren(...(kind?.fields ?? []).map((field) => factField(field.key, field.type)));
    box.dataset.kind = kind?.kind ?? "";
  }
  for (const field of kind?.fields ?? []) element(`label-${field.key}`).textContent = named(field.label);
}

function factField(key: string, type: "text" | "date" | "number"): HTMLElement {
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  box.className = "field";
  label.id = `label-${key}`;
  label.htmlFor = `fact-${key}`;
  Object.assign(input, {
    id: `fact-${key}`,
    name: key,
    required: true,
    autocomplete: "off",
    dir: type === "text" ? "auto" : "ltr",
  });
  if (type !== "text") input.inputMode = "numeric";
  box.append(label);
  if (type === "date") box.append(dateHint(input, key));
  box.append(input);
  return box;
}

/** A date is typed as on paper: the browser's own date field may put the month first. */
function dateHint(input: HTMLInputElement, key: string): HTMLElement {
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.id = `hint-${key}`;
  hint.dataset.text = "date_hint";
  hint.textContent = say("date_hint");
  input.dataset.date = "true";
  input.setAttribute("aria-describedby", hint.id);
  return hint;
}

function factsNote(facts: "same" | "different"): void {
  const note = element("facts-note");
  note.className = `note ${facts === "same" ? "good" : "bad"}`;
  note.textContent = say(`facts_${facts}`);
}

function typedFacts(): { values: Facts; salt: string } {
  const values: Facts = {};
  for (const input of element("facts").querySelectorAll("input"))
    values[input.name] = input.dataset.date ? isoDay(input.value) : input.value;
  return { values, salt: element<HTMLInputElement>("control-code").value };
}

async function compare(): Promise<void> {
  if (!statement || !last) return;
  const facts = typedFacts();
  const checked = last.byServer
    ? await checkByServer(statement, facts, new Date()).catch(() => null)
    : await checkHere(statement, paperKeys(desk), inside.revocations, facts, new Date());
  if (checked) return present(checked);
  element("facts-note").className = "note unsure";
  element("facts-note").textContent = say("server_failed");
}

async function askServer(): Promise<void> {
  if (!statement) return;
  element("server-note").textContent = "";
  const checked = await checkByServer(statement, undefined, new Date()).catch(() => null);
  if (checked) present(checked, true);
  else element("server-note").textContent = say("server_failed");
}

async function readFile(file: File): Promise<void> {
  const found = statementInPdf(new Uint8Array(await file.arrayBuffer()));
  element("enter-note").textContent = found ? "" : say("file_without");
  if (found) location.hash = found;
}

/** Sends a sealed report; what was typed stays until it is received. */
async function report(form: HTMLFormElement): Promise<void> {
  const note = element("report-note");
  const button = element<HTMLButtonElement>("report-send");
  const text = element<HTMLTextAreaElement>("report-text").value.trim();
  const contact = element<HTMLInputElement>("report-contact").value.trim();
  note.className = "note unsure";
  if (text === "") {
    note.textContent = say("report_empty");
    element("report-text").focus();
    return;
  }
  button.disabled = true;
  const body = JSON.stringify({ purpose: "doubtful_paper", text, contact, language, ...(statement && { statement }) });
  const headers = { "content-type": "application/json" };
  const response = await fetch("../deposits", { method: "POST", headers, body, credentials: "omit" }).catch(() => null);
  button.disabled = false;
  if (response?.status === 202) {
    const { receipt } = (await response.json()) as { receipt: string };
    note.className = "note good";
    note.textContent = say("report_sent", { receipt: `\u2066${receipt}\u2069` });
    form.reset();
  } else note.textContent = say(response?.status === 429 ? "report_too_many" : "report_failed");
}

function on<E extends Event>(id: string, kind: string, act: (event: E) => void): void {
  element(id).addEventListener(kind, (event) => {
    if (kind === "submit") event.preventDefault();
    act(event as E);
  });
}

for (const link of document.querySelectorAll<HTMLAnchorElement>("nav a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const chosen = LANGUAGES.find((known) => known === link.lang);
    if (!chosen) return;
    history.replaceState(null, "", `?lang=${chosen}${location.hash}`);
    speak(chosen);
  });
}
on("enter-form", "submit", () => {
  const typed = element<HTMLTextAreaElement>("pasted").value;
  const found = statementInText(typed);
  element("enter-note").textContent = found ? "" : say("malformed_body");
  if (found) location.hash = found;
});
on("file", "change", () => {
  const [file] = element<HTMLInputElement>("file").files ?? [];
  if (file) void readFile(file);
});
on("compare-form", "submit", () => void compare());
on("ask-server", "click", () => void askServer());
on("report-form", "submit", (event: SubmitEvent) => void report(event.target as HTMLFormElement));
on("another", "click", () => {
  history.replaceState(null, "", location.pathname + location.search);
  element<HTMLFormElement>("enter-form").reset();
  void open().then(() => element("pasted").focus());
});
addEventListener("hashchange", () => void open());
show("report", desk.live && desk.depositKey !== undefined && location.protocol.startsWith("http"));
show("file-field", true);
speak(language);
void open();
