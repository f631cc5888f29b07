import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { libraryTagOf } from "#platform/i18n/locale.ts";
import { useLocale } from "../messages.tsx";

/** Tells React Aria the language: its own words, the direction of keys, the first day of the week. */
export function AriaLocale({ children }: { children: ReactNode }) {
  return <I18nProvider locale={libraryTagOf(useLocale())}>{children}</I18nProvider>;
}
