import type { DecisionSheet, LetterSheet, Sheet } from "./sheets.ts";

/** Sheets of a fictional directorate, with the long names and the mixed references that break careless layouts. */
const sheet: Sheet = {
  title: "Papier d’essai",
  issuedAt: new Date("2026-11-24T10:00:00Z"),
  letterhead: {
    ministry: { ar: "وزارة الاقتصاد والمالية", fr: "Ministère de l’Économie et des Finances" },
    directorate: { ar: "مديرية الدراسات والتوقعات العمومية", fr: "Direction des études et des prévisions publiques" },
    service: { ar: "مصلحة الموارد البشرية", fr: "Service des ressources humaines" },
    address: { ar: "الرباط – الهاتف: +212 5 37 00 00 00", fr: "Rabat – Tél. +212 5 37 00 00 00" },
  },
  reference: { ar: "0042/م.ش.إ/2026", fr: "0042/DAG/2026" },
  place: { ar: "الرباط", fr: "Rabat" },
  date: { ar: "24 نونبر 2026", fr: "24 novembre 2026" },
  hijri: { ar: "13 جمادى الآخرة 1448", fr: "13 joumada II 1448" },
};

export const decision: DecisionSheet = {
  ...sheet,
  titleLine: { ar: "مقرر رقم 0042/م.ش.إ/2026", fr: "Décision n° 0042/DAG/2026" },
  subtitle: { ar: "يتعلق بمنح رخصة إدارية سنوية", fr: "portant octroi d’un congé administratif annuel" },
  authority: { ar: "إن مدير الدراسات والتوقعات العمومية،", fr: "Le Directeur des études et des prévisions publiques," },
  visas: [
    {
      ar: "بناء على الظهير الشريف رقم 1.58.008 الصادر في 4 شعبان 1377 (24 فبراير 1958)؛",
      fr: "Vu le dahir n° 1-58-008 du 4 chaabane 1377 (24 février 1958) ;",
    },
    {
      ar: "وبناء على المرسوم رقم 2-05-01 والمذكرة عدد 17/DB/2026 المتعلقة بالرخص؛",
      fr: "Vu le décret n° 2-05-01 et la note n° 17/DB/2026 relative aux congés ;",
    },
  ],
  articles: [
    {
      ar: "تمنح للسيدة فاطمة الزهراء بنت عبد الرحمان العلوي المدغري، رقم التأجير 1234567، رخصة إدارية مدتها 5 أيام عمل.",
      fr: "Il est accordé à Mme Fatima Ezzahra Bent Abderrahmane El Alaoui El Mdaghri, PPR 1234567, un congé de 5 jours.",
    },
    {
      ar: "يكلف رئيس القسم بتنفيذ هذا المقرر.",
      fr: "Le chef de division est chargé de l’exécution de la présente décision.",
    },
  ],
  facts: [{ label: { ar: "من", fr: "Du" }, value: { ar: "الاثنين 7 دجنبر 2026", fr: "lundi 7 décembre 2026" } }],
  approvals: [
    {
      step: { ar: "رئيس القسم بالنيابة", fr: "Chef de division p.i." },
      by: { ar: "كريم التازي", fr: "Karim Tazi" },
      at: { ar: "20 نونبر 2026", fr: "20 novembre 2026" },
    },
  ],
  copies: [{ ar: "المعنية بالأمر", fr: "L’intéressée" }],
};

export const letter: LetterSheet = {
  ...sheet,
  from: { ar: "مدير الدراسات", fr: "Le Directeur des études" },
  to: { ar: "السيد الكاتب العام", fr: "Monsieur le Secrétaire général" },
  subject: { ar: "اعتمادات سنة 2026", fr: "Crédits de l’année 2026" },
  paragraphs: [
    {
      ar: "يبلغ المجموع 1 234 567,50 درهم، والهاتف +212-537-00-00-00 والبريد k.tazi@depp.gov.ma.",
      fr: "Le total est de 1 234 567,50 DH.",
    },
  ],
  signatures: [
    {
      mode: "hand",
      function: { ar: "المدير", fr: "Le Directeur" },
      name: { ar: "عبد الإله بنسعيد", fr: "Abdelilah Bensaïd" },
    },
  ],
};
