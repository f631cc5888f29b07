import type { Locale } from "../wire/locale.ts";
import type { PluralCategory } from "./plural-rules.ts";

export type TimeUnit = "minute" | "hour" | "day" | "month" | "year";

/** `#` stands for the number. */
type Forms = Partial<Record<PluralCategory, string>> & { other: string };

export interface RelativeTimeData {
  now: string;
  today: string;
  yesterday: string;
  tomorrow: string;
  /** `#` stands for the quantity. */
  past: string;
  future: string;
  units: Record<TimeUnit, Forms>;
}

const forms = (one: string, other: string): Forms => ({ one, other });
const arabic = (one: string, two: string, few: string, many: string, other: string): Forms => ({
  one,
  two,
  few,
  many,
  other,
});

/** Arabic forms are those that follow a preposition. The Tamazight ones are ours and await review. */
export const RELATIVE_TIME: Record<Locale, RelativeTimeData> = {
  ar: {
    now: "الآن",
    today: "اليوم",
    yesterday: "أمس",
    tomorrow: "غدا",
    past: "قبل #",
    future: "خلال #",
    units: {
      minute: arabic("دقيقة واحدة", "دقيقتين", "# دقائق", "# دقيقة", "# دقيقة"),
      hour: arabic("ساعة واحدة", "ساعتين", "# ساعات", "# ساعة", "# ساعة"),
      day: arabic("يوم واحد", "يومين", "# أيام", "# يوما", "# يوم"),
      month: arabic("شهر واحد", "شهرين", "# أشهر", "# شهرا", "# شهر"),
      year: arabic("سنة واحدة", "سنتين", "# سنوات", "# سنة", "# سنة"),
    },
  },
  fr: {
    now: "à l’instant",
    today: "aujourd’hui",
    yesterday: "hier",
    tomorrow: "demain",
    past: "il y a #",
    future: "dans #",
    units: {
      minute: forms("# minute", "# minutes"),
      hour: forms("# heure", "# heures"),
      day: forms("# jour", "# jours"),
      month: forms("# mois", "# mois"),
      year: forms("# an", "# ans"),
    },
  },
  zgh: {
    now: "ⴷⵖⵉ",
    today: "ⴰⵙⵙⴰ",
    yesterday: "ⵉⴹⵍⵍⵉ",
    tomorrow: "ⴰⵙⴽⴽⴰ",
    past: "# ⴰⵢⴰ",
    future: "ⴷⴼⴼⵉⵔ ⵏ #",
    units: {
      minute: forms("# ⵜⵓⵙⴷⵉⴷⵜ", "# ⵜⵓⵙⴷⵉⴷⵉⵏ"),
      hour: forms("# ⵜⴰⵙⵔⴰⴳⵜ", "# ⵜⵙⵔⴰⴳⵉⵏ"),
      day: forms("# ⵡⴰⵙⵙ", "# ⵡⵓⵙⵙⴰⵏ"),
      month: forms("# ⵡⴰⵢⵢⵓⵔ", "# ⵡⴰⵢⵢⵓⵔⵏ"),
      year: forms("# ⵓⵙⴳⴳⵯⴰⵙ", "# ⵉⵙⴳⴳⵯⴰⵙⵏ"),
    },
  },
  en: {
    now: "just now",
    today: "today",
    yesterday: "yesterday",
    tomorrow: "tomorrow",
    past: "# ago",
    future: "in #",
    units: {
      minute: forms("# minute", "# minutes"),
      hour: forms("# hour", "# hours"),
      day: forms("# day", "# days"),
      month: forms("# month", "# months"),
      year: forms("# year", "# years"),
    },
  },
};
