/**
 * The Moroccan Hijri calendar follows the sighting of the moon: a month begins on the day of the Umm al-Qura
 * calendar or the day after. One row says by how many days a month begins later; administrations add theirs.
 */
export interface HijriCorrection {
  year: number;
  /** 1 = Moharrem … 12 = Hija */
  month: number;
  /** How many days after the Umm al-Qura date the month begins in Morocco. */
  days: 0 | 1;
  /** `official`: read from an official double date. `computed`: published in advance, the moon not yet seen. */
  status: "official" | "computed";
  source: string;
}

const official = (year: number, month: number, days: 0 | 1, source: string): HijriCorrection => ({
  year,
  month,
  days,
  status: "official",
  source,
});

const computed = (year: number, month: number, days: 0 | 1, source: string): HijriCorrection => ({
  year,
  month,
  days,
  status: "computed",
  source,
});

const BO = "Bulletin officiel, double date";
const HABOUS = "Habous et affaires islamiques, annonce du mois";
const CALENDAR_2026 = "Calendrier des jours fériés 2026 publié à l’avance";

/** What the program knows from the start. Months that are not listed are derived (see `correctionOf` in hijri.ts). */
export const DEFAULT_CORRECTIONS: readonly HijriCorrection[] = [
  official(1426, 6, 1, `${BO}: 13 joumada II 1426 = 20-07-2005`),
  // A thirtieth day that Umm al-Qura does not have: the month began on time and the next one a day later.
  official(1429, 10, 0, `${BO}: 30 chaoual 1429 = 30-10-2008`),
  official(1429, 11, 1, `${BO}: 30 chaoual 1429 = 30-10-2008`),
  official(1430, 2, 1, `${BO}: 22 safar 1430 = 18-02-2009`),
  official(1434, 12, 1, `${BO}: 4 hija 1434 = 10-10-2013`),
  official(1436, 8, 1, `${BO}: 14 chaabane 1436 = 02-06-2015`),
  official(1436, 9, 0, `${BO}: 28 ramadan 1436 = 15-07-2015`),
  official(1440, 2, 1, `${BO}: 16 safar 1440 = 26-10-2018`),
  official(1440, 4, 1, `${BO}: 18 rabii II 1440 = 26-12-2018`),
  official(1441, 1, 1, `${BO}: 12 moharrem 1441 = 12-09-2019`),
  official(1441, 12, 0, `${BO}: 4 hija 1441 = 25-07-2020`),
  official(1442, 5, 0, `${BO}: 16 joumada I 1442 = 31-12-2020`),
  official(1442, 8, 1, `${BO}: 4 chaabane 1442 = 18-03-2021`),
  official(1442, 11, 1, `${BO}: 20 kaada 1442 = 01-07-2021`),
  official(1442, 12, 1, `${BO}: 4 hija 1442 = 15-07-2021`),
  official(1443, 8, 0, `${BO}: 1 chaabane 1443 = 04-03-2022`),
  official(1444, 9, 0, `${BO}: 15 ramadan 1444 = 06-04-2023`),
  official(1444, 10, 1, `${HABOUS}: 1 chaoual 1444 = 22-04-2023`),
  official(1445, 10, 0, `${HABOUS}: 1 chaoual 1445 = 10-04-2024`),
  official(1446, 12, 1, `${HABOUS}: 10 hija 1446 = 07-06-2025`),
  computed(1447, 10, 0, `${CALENDAR_2026}: 1 chaoual 1447 = 20-03-2026`),
  computed(1447, 12, 0, `${CALENDAR_2026}: 10 hija 1447 = 27-05-2026`),
  computed(1448, 1, 1, `${CALENDAR_2026}: 1 moharrem 1448 = 17-06-2026`),
  computed(1448, 3, 1, `${CALENDAR_2026}: 12 rabii I 1448 = 26-08-2026`),
];
