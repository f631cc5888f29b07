import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "#web/messages.tsx";
import { HELP_LANGUAGES, type HelpBook, type HelpLanguage, type HelpPage } from "./tree.ts";

const BOOKS: Record<HelpLanguage, () => Promise<{ default: HelpBook }>> = {
  ar: () => import("virtual:help/ar"),
  fr: () => import("virtual:help/fr"),
};

const KEPT = "diwan.help.language";

/** The language in which this reader reads help, and whether it is his own: help is written in Arabic and French only. */
export function useHelpLanguage(): { language: HelpLanguage; own: boolean; choose: (language: HelpLanguage) => void } {
  const locale = useLocale();
  const [chosen, setChosen] = useState(() => HELP_LANGUAGES.find((one) => one === localStorage.getItem(KEPT)));
  const own = HELP_LANGUAGES.find((one) => one === locale);
  const choose = (language: HelpLanguage): void => {
    localStorage.setItem(KEPT, language);
    setChosen(language);
  };
  return { language: own ?? chosen ?? (locale === "en" ? "fr" : "ar"), own: own !== undefined, choose };
}

/** All help of a language, loaded when help is first opened; then it needs no network. */
export const useHelpBook = (language: HelpLanguage) =>
  useQuery({
    queryKey: ["help", "book", language],
    queryFn: async () => (await BOOKS[language]()).default,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const pageById = (book: HelpBook, id: string): HelpPage | undefined => book.pages.find((page) => page.id === id);

/** What explains a screen, the main page first. */
export const pagesOf = (book: HelpBook, screen: string): HelpPage[] =>
  book.pages.filter((page) => page.screens.includes(screen));
