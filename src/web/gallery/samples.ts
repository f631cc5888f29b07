import type { Locale } from "#platform/wire/locale.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

/** Sample texts of the gallery, in its four languages; no screen of the product uses them. */
export type Samples = {
  title: string;
  leave: string;
  hint: string;
  error: string;
  send: string;
  refuse: string;
  note: string;
  long: string;
  kinds: string[];
  states: string[];
  tabs: string[];
};

export const SAMPLES: Record<Locale, Samples> = {
  ar: {
    title: "معرض المكونات",
    leave: "طلب رخصة سنوية — فاطمة الزهراء العلوي",
    hint: "كما هو مدون في قرار التعيين",
    error: "أدخل تاريخا بعد 12 يناير 2026.",
    send: "إرسال الطلب",
    refuse: "رفض الطلب",
    note: "يلتحق الموظف بعمله في أݣادير يوم الاثنين.",
    long: "يرفع الطلب إلى رئيس المصلحة ثم إلى رئيس القسم، ويبت فيه المدير أو من فوض له ذلك بمقرر، مع مراعاة حسن سير المرفق.",
    kinds: ["رخصة إدارية سنوية", "رخصة استثنائية", "رخصة مرض", "أمر بمهمة"],
    states: ["قيد الدراسة", "ناقص", "مرفوض", "مقبول", "مسودة"],
    tabs: ["المسار", "الوثائق", "السجل"],
  },
  fr: {
    title: "Galerie des composants",
    leave: "Congé annuel — Fatima-Zahra El Alaoui",
    hint: "Comme porté sur la décision de nomination",
    error: "Saisissez une date postérieure au 12 janvier 2026.",
    send: "Envoyer la demande",
    refuse: "Refuser la demande",
    note: "L'agent reprend son service à Agadir lundi.",
    long: "La demande remonte au chef de service puis au chef de division ; le directeur, ou le titulaire d'une délégation, décide en tenant compte de la bonne marche du service.",
    kinds: ["Congé administratif annuel", "Congé exceptionnel", "Congé de maladie", "Ordre de mission"],
    states: ["En instruction", "Incomplet", "Refusé", "Accordé", "Brouillon"],
    tabs: ["Circuit", "Pièces", "Journal"],
  },
  zgh: {
    title: "ⵜⵉⴼⵔⴽⵉⵡⵉⵏ",
    leave: "ⴰⵙⵓⵜⵔ ⵏ ⵓⵙⵓⵏⴼⵓ — ⴼⴰⵟⵉⵎⴰ",
    hint: "ⴰⵎⵎ ⵉⵜⵜⵢⴰⵔⴰⵏ ⴷⴳ ⵓⵔⵔⴰ",
    error: "ⵙⴽⵛⵎ ⵢⴰⵏ ⵓⵙⴰⴽⵓⴷ ⴷⴼⴼⵉⵔ 12 ⵉⵏⵏⴰⵢⵔ 2026.",
    send: "ⴰⵣⵏ ⴰⵙⵓⵜⵔ",
    refuse: "ⴰⴳⵢ ⴰⵙⵓⵜⵔ",
    note: "ⴰⴷ ⵉⴰⵖⵓⵍ ⵖⵔ ⵜⵡⵓⵔⵉ ⴳ ⴰⴳⴰⴷⵉⵔ ⴰⵙⵙ ⵏ ⵓⵢⵏⴰⵙ.",
    long: "ⵉⵜⵜⴰⵣⵏ ⵓⵙⵓⵜⵔ ⵖⵔ ⵓⵏⵙⵙⵉⵅⴼ ⵏ ⵜⵏⵓⴼⴰ, ⴷⴼⴼⵉⵔⴰⵙ ⵖⵔ ⵓⵏⵙⵙⵉⵅⴼ ⵏ ⵓⴳⵣⵣⵓⵎ, ⵙⵙⵉⵏ ⵉⵖⵜⵙ ⴳⵉⵙ ⵓⵏⵎⵀⴰⵍ.",
    kinds: ["ⴰⵙⵓⵏⴼⵓ ⴰⵙⴳⴳⵯⴰⵙⴰⵏ", "ⴰⵙⵓⵏⴼⵓ ⵓⵙⵜⵉⵢ", "ⴰⵙⵓⵏⴼⵓ ⵏ ⵜⵎⴰⴹⵓⵏⵜ", "ⵜⴰⵡⵓⵔⵉ"],
    states: ["ⴰⵔ ⵉⵜⵜⵓⵖⵔⴰ", "ⵉⵅⵚⵚⴰ", "ⵉⵜⵜⵢⴰⴳⵢ", "ⵉⵜⵜⵓⵇⴱⵍ", "ⴰⵔⵡⵓⵙ"],
    tabs: ["ⴰⴱⵔⵉⴷ", "ⴰⵔⵔⴰⵜⵏ", "ⴰⵖⵎⵉⵙ"],
  },
  en: {
    title: "Component gallery",
    leave: "Annual leave — Fatima-Zahra El Alaoui",
    hint: "As written in the act of appointment",
    error: "Enter a date after 12 January 2026.",
    send: "Send the request",
    refuse: "Refuse the request",
    note: "The agent is back at work in Agadir on Monday.",
    long: "The request goes to the head of service, then to the head of division; the director, or the holder of a delegation, decides with regard to the running of the service.",
    kinds: ["Annual leave", "Special leave", "Sick leave", "Mission order"],
    states: ["Under review", "Incomplete", "Refused", "Granted", "Draft"],
    tabs: ["Course", "Papers", "Log"],
  },
};

export const PEOPLE: LocalizedName[] = [
  { ar: "فاطمة الزهراء العلوي", fr: "Fatima-Zahra El Alaoui" },
  { ar: "كريم التازي", fr: "Karim Tazi" },
  { ar: "نادية أوحمو", fr: "Nadia Ouhammou" },
  { ar: "عبد الإله الإدريسي", fr: "Abdelilah El Idrissi" },
  { ar: "سعاد بنجلون", fr: "Souad Benjelloun" },
];
export const POST: LocalizedName = { ar: "رئيس مصلحة الميزانية", fr: "Chef du service du budget" };
