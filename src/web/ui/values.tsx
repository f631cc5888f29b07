import type { ReactNode } from "react";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { useFormats, useLocale } from "../messages.tsx";
import css from "./values.module.css";

/** A reference, phone, e-mail or identifier: one piece, read left to right in every language. */
export const Ref = ({ children }: { children: ReactNode }) => (
  <bdi dir="ltr" className={css.ref}>
    {children}
  </bdi>
);

/** What a person wrote: its direction is its own. */
export const UserText = ({ children }: { children: string }) => <bdi dir="auto">{children}</bdi>;

/** Latin words, numbers and what joins them: one piece inside a name of another direction. */
const LATIN_RUN = /([0-9A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f._-]*)/;

/** A file's name: its number and its ending stay in order beside Arabic words. */
export const FileName = ({ children }: { children: string }) => (
  <bdi dir="auto">
    {children.split(LATIN_RUN).map((part, i) =>
      i % 2 === 0 ? (
        part
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text.
        <bdi key={i} dir="ltr">
          {part}
        </bdi>
      ),
    )}
  </bdi>
);

/** An amount of integer centimes, in dirhams. */
export function Money({ centimes }: { centimes: number }) {
  const formats = useFormats();
  return <bdi className={css.ref}>{formats.money(centimes)}</bdi>;
}

type DayStyle = "full" | "long" | "short" | "day" | "month";

/** A day, with its Hijri date beneath or beside when `hijri` gives it (the server computes and freezes it). */
export function DateText({ day, style = "long", hijri }: { day: string; style?: DayStyle; hijri?: ReactNode }) {
  const formats = useFormats();
  return (
    <time dateTime={day}>
      <bdi>{formats.date(day, style)}</bdi>
      {hijri && <span className={css.hijri}> {hijri}</span>}
    </time>
  );
}

/** An instant, at Casablanca time. */
export function DateTimeText({ at }: { at: string }) {
  const formats = useFormats();
  return (
    <time dateTime={at}>
      <bdi>{formats.dateTime(at)}</bdi>
    </time>
  );
}

/** A period, both days included. */
export function DateRangeText({ from, to }: { from: string; to: string }) {
  const formats = useFormats();
  return <bdi>{formats.dateRange(from, to)}</bdi>;
}

/** A name as data, in the reader's language. */
export function Name({ of }: { of: LocalizedName }) {
  const formats = useFormats();
  return <bdi>{formats.name(of)}</bdi>;
}

/** A person: the name in the reader's script, the other script small beside it when `both`. */
export function PersonName({ name, both }: { name: LocalizedName; both?: boolean }) {
  const formats = useFormats();
  const locale = useLocale();
  const other = locale === "ar" ? name.fr : name.ar;
  const shown = formats.name(name);
  return (
    <span className={css.person}>
      <bdi>{shown}</bdi>
      {both && other !== shown && (
        <bdi className={css.other} lang={locale === "ar" ? "fr" : "ar"}>
          {other}
        </bdi>
      )}
    </span>
  );
}

/** Two letters in a circle: the person at a glance in lists. Decoration: the name stands beside it. */
export function Avatar({ name, size = 32 }: { name: LocalizedName; size?: number }) {
  const formats = useFormats();
  const words = formats.name(name).split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return (
    <span className={css.avatar} style={{ inlineSize: size, blockSize: size, fontSize: size * 0.4 }} aria-hidden="true">
      {letters.join("\u200c")}
    </span>
  );
}
