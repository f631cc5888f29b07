import type { Rank } from "#features/people/api.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

/** The demonstration institution: fictional, and the same each time. The tests live in it too. */
export const both = (ar: string, fr: string): LocalizedName => ({ ar, fr });

export const HOUSE = {
  name: both("مديرية البرمجة والدراسات", "Direction de la programmation et des études"),
  parentName: both("وزارة التدبير العمومي (مؤسسة خيالية)", "Ministère de la Gestion publique (institution fictive)"),
  sigle: "DPE",
  city: both("الرباط", "Rabat"),
};

export type UnitPlan = {
  code: string;
  kind: "directorate" | "division" | "service";
  parent: string | null;
  name: LocalizedName;
  sigle: string;
  minimumPresence: number | null;
};
const unit = (
  code: string,
  kind: UnitPlan["kind"],
  parent: string | null,
  ar: string,
  fr: string,
  minimumPresence: number | null = null,
): UnitPlan => ({
  code,
  kind,
  parent,
  name: both(ar, fr),
  sigle: code,
  minimumPresence,
});

export const UNITS: readonly UnitPlan[] = [
  unit("DPE", "directorate", null, "مديرية البرمجة والدراسات", "Direction de la programmation et des études"),
  unit("DAG", "division", "DPE", "قسم الشؤون العامة", "Division des affaires générales"),
  unit("DPB", "division", "DPE", "قسم البرمجة الميزانياتية", "Division de la programmation budgétaire"),
  unit("DES", "division", "DPE", "قسم الدراسات ونظم المعلومات", "Division des études et des systèmes d’information"),
  unit("SRH", "service", "DAG", "مصلحة الموارد البشرية", "Service des ressources humaines", 2),
  unit("SMG", "service", "DAG", "مصلحة الوسائل العامة", "Service des moyens généraux", 2),
  unit("BOA", "service", "DAG", "مصلحة مكتب الضبط والأرشيف", "Service du bureau d’ordre et des archives", 2),
  unit("SPT", "service", "DPB", "مصلحة البرمجة الثلاثية", "Service de la programmation triennale", 2),
  unit("SSE", "service", "DPB", "مصلحة تتبع التنفيذ", "Service du suivi de l’exécution", 2),
  unit("SES", "service", "DES", "مصلحة الدراسات القطاعية", "Service des études sectorielles", 2),
  unit("SIN", "service", "DES", "مصلحة المؤشرات والنجاعة", "Service des indicateurs et de la performance", 1),
  unit("SSI", "service", "DES", "مصلحة نظم المعلومات", "Service des systèmes d’information", 1),
];

export type PersonPlan = {
  login: string;
  given: LocalizedName;
  family: LocalizedName;
  gender: "f" | "m";
  unit: string;
  rank: Rank;
  head: boolean;
  title: LocalizedName;
  titleF: LocalizedName;
  hiredOn: string;
};

const TITLES: Record<string, [LocalizedName, LocalizedName]> = {
  director: [both("المدير", "Directeur"), both("المديرة", "Directrice")],
  head_of_division: [both("رئيس القسم", "Chef de division"), both("رئيسة القسم", "Cheffe de division")],
  head_of_service: [both("رئيس المصلحة", "Chef de service"), both("رئيسة المصلحة", "Cheffe de service")],
  officer: [both("إطار", "Cadre"), both("إطار", "Cadre")],
  secretary: [both("كاتب المدير", "Secrétaire du directeur"), both("كاتبة المدير", "Secrétaire du directeur")],
};

type Line = [
  login: string,
  gender: "f" | "m",
  givenAr: string,
  givenFr: string,
  familyAr: string,
  familyFr: string,
  unit: string,
  role: string,
  hiredOn: string,
];
const LINES: readonly Line[] = [
  ["director", "m", "عبد الإله", "Abdelilah", "بنسعيد", "Bensaïd", "DPE", "director", "2003-09-01"],
  ["secretary", "f", "نزهة", "Nezha", "الفاسي الفهري", "El Fassi El Fihri", "DPE", "secretary", "2011-02-01"],
  ["dag", "f", "لطيفة", "Latifa", "بناني", "Bennani", "DAG", "head_of_division", "2006-01-02"],
  ["dpb", "m", "كريم", "Karim", "التازي", "Tazi", "DPB", "head_of_division", "2007-05-01"],
  ["des", "m", "مصطفى", "Mostafa", "أكنوش", "Aguennouch", "DES", "head_of_division", "2005-10-01"],
  ["srh", "f", "سميرة", "Samira", "الإدريسي", "El Idrissi", "SRH", "head_of_service", "2009-03-01"],
  ["smg", "m", "حسن", "Hassan", "الوزاني", "Ouazzani", "SMG", "head_of_service", "2008-06-01"],
  ["boa", "f", "خديجة", "Khadija", "العلمي", "El Alami", "BOA", "head_of_service", "2010-01-04"],
  ["spt", "m", "يوسف", "Youssef", "الشرقاوي", "Cherkaoui", "SPT", "head_of_service", "2012-09-03"],
  ["sse", "f", "حنان", "Hanane", "برادة", "Berrada", "SSE", "head_of_service", "2011-11-01"],
  ["ses", "f", "أمينة", "Amina", "أيت بن حدو", "Aït Benhaddou", "SES", "head_of_service", "2010-04-01"],
  ["sin", "m", "رشيد", "Rachid", "المنصوري", "El Mansouri", "SIN", "head_of_service", "2013-02-01"],
  ["ssi", "m", "عمر", "Omar", "أزولاي", "Azoulay", "SSI", "head_of_service", "2012-05-02"],
  ["hr1", "f", "مريم", "Meryem", "السوسي", "Soussi", "SRH", "officer", "2015-01-05"],
  ["hr2", "m", "طارق", "Tarik", "العمراني", "El Amrani", "SRH", "officer", "2018-03-01"],
  ["helper", "f", "سعاد", "Souad", "الزياني", "Zyani", "SRH", "officer", "2016-09-01"],
  ["fatima", "f", "فاطمة الزهراء", "Fatima Ezzahra", "العلوي", "El Alaoui", "SES", "officer", "2014-10-01"],
  ["said", "m", "سعيد", "Saïd", "أوحمو", "Ouhmou", "SES", "officer", "2017-01-02"],
  ["nadia", "f", "نادية", "Nadia", "أوحمو", "Ouhammou", "SES", "officer", "2019-09-02"],
  ["mehdi", "m", "المهدي", "El Mehdi", "بلحاج", "Belhaj", "SES", "officer", "2021-02-01"],
  ["admin", "m", "إلياس", "Ilyas", "الحداد", "El Haddad", "SSI", "officer", "2016-04-01"],
  ["imane", "f", "إيمان", "Imane", "الصقلي", "Sqalli", "SSI", "officer", "2020-10-01"],
  ["anas", "m", "أنس", "Anass", "المرابط", "El Mrabet", "SSI", "officer", "2022-01-03"],
  ["auditor", "f", "بشرى", "Bouchra", "الكتاني", "Kettani", "DPE", "officer", "2009-09-01"],
  ["driss", "m", "إدريس", "Driss", "بنجلون", "Benjelloun", "SPT", "officer", "2013-06-03"],
  ["salma", "f", "سلمى", "Salma", "الرايس", "Raïss", "SPT", "officer", "2018-11-01"],
  ["hamza", "m", "حمزة", "Hamza", "الشاوي", "Chaoui", "SPT", "officer", "2023-01-02"],
  ["zineb", "f", "زينب", "Zineb", "الغازي", "Ghazi", "SSE", "officer", "2016-02-01"],
  ["ayoub", "m", "أيوب", "Ayoub", "الحسني", "El Hassani", "SSE", "officer", "2019-05-02"],
  ["kawtar", "f", "كوثر", "Kawtar", "بنشقرون", "Benchekroun", "SSE", "officer", "2020-03-02"],
  ["mouad", "m", "معاذ", "Mouad", "اليعقوبي", "Yaacoubi", "SIN", "officer", "2017-07-03"],
  ["hajar", "f", "هاجر", "Hajar", "البقالي", "Bakkali", "SIN", "officer", "2022-09-01"],
  ["brahim", "m", "إبراهيم", "Brahim", "أمزيان", "Ameziane", "SMG", "officer", "2004-01-05"],
  ["abdellah", "m", "عبد الله", "Abdellah", "الراجي", "Raji", "SMG", "officer", "2012-12-03"],
  ["malika", "f", "مليكة", "Malika", "الخطابي", "El Khattabi", "SMG", "officer", "2015-05-04"],
  ["lahcen", "m", "لحسن", "Lahcen", "أوبيهي", "Oubihi", "SMG", "officer", "2008-01-07"],
  ["rajae", "f", "رجاء", "Rajae", "التمسماني", "Temsamani", "BOA", "officer", "2014-03-03"],
  ["soufiane", "m", "سفيان", "Soufiane", "الناصري", "Naciri", "BOA", "officer", "2018-06-04"],
  ["ghita", "f", "غيثة", "Ghita", "الودغيري", "El Oudghiri", "BOA", "officer", "2021-10-04"],
  ["khalid", "m", "خالد", "Khalid", "بوعزة", "Bouazza", "DPB", "officer", "2011-04-04"],
  ["asmae", "f", "أسماء", "Asmae", "الفيلالي", "Filali", "DAG", "officer", "2017-09-04"],
  ["newcomer", "m", "ياسين", "Yassine", "بنموسى", "Benmoussa", "SES", "officer", "2026-09-01"],
];

export const PEOPLE: readonly PersonPlan[] = LINES.map(
  ([login, gender, givenAr, givenFr, familyAr, familyFr, of, role, hiredOn]) => ({
    login,
    gender,
    given: both(givenAr, givenFr),
    family: both(familyAr, familyFr),
    unit: of,
    rank: role === "secretary" ? "officer" : (role as Rank),
    head: role.startsWith("head_of") || role === "director",
    title: TITLES[role]![0],
    titleF: TITLES[role]![1],
    hiredOn,
  }),
);

export const ROLES = [
  ["administrator", "admin"],
  ["hr", "srh"],
  ["hr", "hr1"],
  ["hr", "hr2"],
  ["auditor", "auditor"],
  ["helper", "helper"],
] as const;
