import type { Locale } from "../wire/locale.ts";

/** Names of the months and days as Moroccan administrations write them; Tamazight from Unicode CLDR (zgh). */
export interface DateNames {
  /** January first. */
  months: readonly string[];
  /** Monday first. */
  weekdays: readonly string[];
  /** Monday first, for narrow columns. */
  shortWeekdays: readonly string[];
}

export const DATE_NAMES: Record<Locale, DateNames> = {
  ar: {
    months: ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"],
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    shortWeekdays: ["اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "أحد"],
  },
  fr: {
    months: [
      "janvier",
      "février",
      "mars",
      "avril",
      "mai",
      "juin",
      "juillet",
      "août",
      "septembre",
      "octobre",
      "novembre",
      "décembre",
    ],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    shortWeekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
  },
  zgh: {
    months: [
      "ⵉⵏⵏⴰⵢⵔ",
      "ⴱⵕⴰⵢⵕ",
      "ⵎⴰⵕⵚ",
      "ⵉⴱⵔⵉⵔ",
      "ⵎⴰⵢⵢⵓ",
      "ⵢⵓⵏⵢⵓ",
      "ⵢⵓⵍⵢⵓⵣ",
      "ⵖⵓⵛⵜ",
      "ⵛⵓⵜⴰⵏⴱⵉⵔ",
      "ⴽⵜⵓⴱⵔ",
      "ⵏⵓⵡⴰⵏⴱⵉⵔ",
      "ⴷⵓⵊⴰⵏⴱⵉⵔ",
    ],
    weekdays: ["ⴰⵢⵏⴰⵙ", "ⴰⵙⵉⵏⴰⵙ", "ⴰⴽⵕⴰⵙ", "ⴰⴽⵡⴰⵙ", "ⴰⵙⵉⵎⵡⴰⵙ", "ⴰⵙⵉⴹⵢⴰⵙ", "ⴰⵙⴰⵎⴰⵙ"],
    shortWeekdays: ["ⴰⵢⵏ", "ⴰⵙⵉ", "ⴰⴽⵕ", "ⴰⴽⵡ", "ⴰⵙⵉⵎ", "ⴰⵙⵉⴹ", "ⴰⵙⴰ"],
  },
  en: {
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  },
};

/** English short months. The other three languages have none: the French ones are ambiguous (mar., jui.). */
export const ENGLISH_SHORT_MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;
