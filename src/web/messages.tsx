import { createContext, createElement, Fragment, type ReactNode, useContext, useMemo } from "react";
import type { MessageKey, ValuesOf } from "#platform/i18n/typed-messages.ts";
import type { Locale } from "#platform/wire/locale.ts";
import { type Formats, formatsIn } from "./formats.ts";
import type { ApiProblem } from "./http.ts";
import { type MessageTree, partsOf, type Values } from "./message-tree.ts";

export type { MessageKey };

/** Compiled messages of one language: key to syntax tree. */
export type Catalogue = Readonly<Record<string, MessageTree>>;

const CATALOGUES: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  ar: () => import("virtual:messages/ar"),
  fr: () => import("virtual:messages/fr"),
  zgh: () => import("virtual:messages/zgh"),
  en: () => import("virtual:messages/en"),
};

const RESTS: typeof CATALOGUES = {
  ar: () => import("virtual:messages/ar/rest"),
  fr: () => import("virtual:messages/fr/rest"),
  zgh: () => import("virtual:messages/zgh/rest"),
  en: () => import("virtual:messages/en/rest"),
};
let rest: Promise<unknown> | null = null;
let beginRest: () => Promise<unknown> = () => Promise.resolve();

/** What the first screen says; all that other pages say joins it when it has come, see {@link restOfCatalogue}. */
export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  const catalogue = { ...(await CATALOGUES[locale]()).default };
  rest = null;
  beginRest = () => RESTS[locale]().then(({ default: more }) => Object.assign(catalogue, more));
  return catalogue;
}

/** Resolved when every sentence of the language is there; asks for them at the first call. Pages other than the first wait. */
export function restOfCatalogue(): Promise<unknown> {
  rest ??= beginRest().catch((problem: unknown) => {
    rest = null; // asked for again by whoever needs it next
    throw problem;
  });
  return rest;
}

/** Says a sentence: `t("leave.days", { count: 3 })`; the compiler knows the keys and what each needs. */
export type Translate = {
  <K extends MessageKey>(key: K, ...values: ValuesOf<K>): string;
  /** With markup: `t.rich("leave.note", { b: (chunks) => <b>{chunks}</b> })`. */
  rich<K extends MessageKey>(key: K, ...values: ValuesOf<K, ReactNode>): ReactNode;
  /** A sentence whose key comes from data (a code of the server); the key itself when nobody knows it. */
  of(key: string, values?: Record<string, unknown>): string;
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

/** The sentences of a language, for use outside React. A fault in one is told to the console; its key stands for it. */
export function translateIn(locale: Locale, catalogue: Catalogue): Translate {
  const parts = (key: string, values?: Values): unknown[] => {
    const tree = catalogue[key];
    try {
      if (tree) return partsOf(tree, locale, values);
      console.error(`No message ${key} in ${locale}`);
    } catch (error) {
      console.error(key, error);
    }
    return [key];
  };
  const say = (key: string, values?: Values): string => parts(key, values).join("");
  return Object.assign(say, {
    rich: (key: string, values?: Values): ReactNode =>
      createElement(Fragment, null, ...(parts(key, values) as ReactNode[])),
    of: (key: string, values?: Values) => (key in catalogue ? say(key, values) : key),
    has: (key: string) => key in catalogue,
    locale,
  }) as Translate;
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
  return code && t.has(code) ? t.of(code, params) : t("web.failed");
}
