/** What each template of an official document needs. Every text is data; only captions come from the message files. */

/** `bilingual`: Arabic at the right, French at the left, paragraph beside paragraph. */
export type LetterLanguage = "ar" | "fr" | "bilingual";

/** A text by language; a plain string is the same in both. In a bilingual sheet both are needed. */
export type Text = string | { ar?: string | undefined; fr?: string | undefined };

export type Letterhead = {
  ministry?: Text;
  directorate?: Text;
  division?: Text;
  service?: Text;
  /** The institution's own logo, as it supplied it: PNG, JPEG or SVG. Never drawn by us. */
  logo?: Uint8Array;
  /** One line for the foot of the page. */
  address?: Text;
};

/**
 * How a paper is signed. `simple`: validated in Diwan (law 43-20, simple signature) and never called more than that;
 * `hand`: room is left for ink and stamp.
 */
export type Signature = {
  mode: "simple" | "hand";
  /** Line above the function, from `capacityLine`: "P. le Directeur et par délégation". */
  capacity?: Text;
  function?: Text;
  name: Text;
  /** Date and time of the click, in words. */
  at?: Text;
  /** The instrument: "Délégation n° 12/DB/2026". */
  act?: Text;
};

/** The address behind the QR code, made by `statementUrl`, and the control code made with the statement. */
export type Verification = { url: string; code?: string };

/** What every template shares. */
export type Sheet = {
  /** Title of the file, shown by PDF readers. */
  title: string;
  letterhead: Letterhead;
  reference?: Text;
  place?: Text;
  /** Gregorian date in words. */
  date?: Text;
  /** Hijri date in words, frozen when the paper is issued. */
  hijri?: Text;
  /** Written into the file's metadata; two renderings with the same data and instant are the same bytes. */
  issuedAt: Date;
  verification?: Verification;
  signatures?: Signature[];
  copies?: Text[];
};

export type Fact = { label: Text; value: Text };

/** Individual decision (مقرر): «بناء على…» visas, then articles. */
export type DecisionSheet = Sheet & {
  titleLine: Text;
  subtitle?: Text;
  /** "Le Directeur du Budget," */
  authority: Text;
  visas: Text[];
  articles: Text[];
  /** A table of facts after the article of this number (1 unless told). */
  facts?: Fact[];
  factsAfter?: number;
  /** The visas given in the circuit before the decision. */
  approvals?: { step: Text; by: Text; at: Text }[];
};

export type LetterSheet = Sheet & {
  /** For a certificate or a note; a plain letter has none. */
  titleLine?: Text;
  subtitle?: Text;
  from?: Text;
  to?: Text;
  /** Hierarchical route, S/C. */
  through?: Text;
  subject?: Text;
  references?: Text;
  attachments?: Text;
  opening?: Text[];
  paragraphs: Text[];
  formula?: Text[];
  facts?: Fact[];
};

export type SlipSheet = Sheet & {
  from?: Text;
  to: Text;
  items: { item: Text; count: number; note?: Text }[];
};

export type ActivationSheet = Sheet & {
  subtitle?: Text;
  holder: Text;
  login: string;
  /** Works once. The file is not kept. */
  code: string;
  validUntil: Text;
  /** Address to type, also as a QR code. */
  address: string;
  instructions: Text[];
};

export type CodeCardSheet = Sheet & {
  holder: Text;
  login: string;
  /** Number of the card, to tell an old one from a new one. */
  serial: string;
  codes: string[];
  instructions?: Text[];
};

export type ListSheet = Sheet & {
  titleLine: Text;
  subtitle?: Text;
  landscape?: boolean;
  /** `width` in shares of the free room; without it the column fits its content. `ltr` for references and codes. */
  columns: { label: Text; width?: number; align?: "start" | "center" | "end"; ltr?: boolean }[];
  rows: (Text | number)[][];
};

export type Sheets = {
  decision: DecisionSheet;
  letter: LetterSheet;
  slip: SlipSheet;
  "activation-sheet": ActivationSheet;
  "code-card": CodeCardSheet;
  list: ListSheet;
};

export type Template = keyof Sheets;
