import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createIntl, createIntlCache, type IntlShape } from "react-intl";
import { isolate } from "#platform/i18n/isolate.ts";
import { libraryTagOf } from "#platform/i18n/locale.ts";
import type { Locale } from "#platform/wire/locale.ts";
import { type Formats, formatsIn } from "./formats.ts";
import type { ApiProblem } from "./http.ts";

/** The key of a sentence; every language has it. */
export type MessageKey = string;
export type MessageValues = Record<string, string | number | boolean | null | undefined>;
type RichValues = Record<string, ReactNode | ((chunks: ReactNode[]) => ReactNode)>;

/** Compiled messages of one language: key to syntax tree. */
export type Catalogue = Record<string, never>;

const CATALOGUES: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  ar: () => import("virtual:messages/ar"),
  fr: () => import("virtual:messages/fr"),
  zgh: () => import("virtual:messages/zgh"),
  en: () => import("virtual:messages/en"),
};

export const loadCatalogue = async (locale: Locale): Promise<Catalogue> => (await CATALOGUES[locale]()).default;

/** Says a sentence: `t("leave.days", { count: 3 })`. Texts put into it keep their own direction. */
export type Translate = {
  (key: MessageKey, values?: MessageValues): string;
  /** With markup: `<b>` in the message calls `b`. */
  rich(key: MessageKey, values: RichValues): ReactNode;
  /** True when the language has the sentence (for codes that come from the server). */
  has(key: string): boolean;
  locale: Locale;
};

type Language = { locale: Locale; t: Translate; formats: Formats };
const LanguageContext = createContext<Language | null>(null);

/** Gives the language to everything below; a new `catalogue` changes every sentence and keeps every state. */
export function MessagesProvider(props: { locale: Locale; catalogue: Catalogue; children: ReactNode }) {
  const { locale, catalogue, children } = props;
  const language = useMemo(
    () => ({ locale, t: translateIn(locale, catalogue), formats: formatsIn(locale) }),
    [locale, catalogue],
  );
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** The sentences of a language, for use outside React. */
export function translateIn(locale: Locale, catalogue: Catalogue): Translate {
  const intl: IntlShape = createIntl(
    { locale: libraryTagOf(locale), messages: catalogue, onError: (error) => console.error(error.message) },
    createIntlCache(),
  );
  const t = (key: MessageKey, values?: MessageValues): string => intl.formatMessage({ id: key }, isolated(values));
  return Object.assign(t, {
    rich: (key: MessageKey, values: RichValues): ReactNode => intl.formatMessage({ id: key }, values as never) as ReactNode,
    has: (key: string) => key in catalogue,
    locale,
  });
}

/** A code (a word of small letters, for `select`) stays as it is; a text is wrapped in direction isolates. */
const CODE = /^[a-z_]*$/;
function isolated(values: MessageValues | undefined): MessageValues | undefined {
  if (!values) return undefined;
  const out: MessageValues = {};
  for (const [name, value] of Object.entries(values)) {
    out[name] = typeof value === "string" && !CODE.test(value) ? isolate(value) : value;
  }
  return out;
}

function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error("no language above this component");
  return language;
}

export const useT = (): Translate => useLanguage().t;
export const useLocale = (): Locale => useLanguage().locale;
/** Dates, numbers, money, names in the reader's language. Components never call Intl. */
export const useFormats = (): Formats => useLanguage().formats;

/** The sentence of a refusal: the server's own, else the client's for its code. */
export function sayProblem(t: Translate, problem: unknown): string {
  const { title, code, params } = problem as Partial<ApiProblem>;
  if (title) return title;
  return code && t.has(code) ? t(code, params as MessageValues) : t("web.failed");
}
