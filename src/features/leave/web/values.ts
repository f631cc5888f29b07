import type { Language, RequestView } from "#features/requests/web/api.tsx";
import type { FormFault } from "#web/form.ts";
import type { Formats } from "#web/formats.ts";
import type { Translate } from "#web/messages.tsx";
import type { Period } from "#web/ui/DateField.tsx";

/** The form of annual leave as one fills it. */
export type LeaveValues = {
  period: Period;
  replacement: { id: string; name: string } | null;
  abroad: "no" | "yes";
  country: string;
  address: string;
  phone: string;
  note: string;
  language: Language;
};

export const emptyLeave = (language: Language): LeaveValues => ({
  period: { from: null, to: null },
  replacement: null,
  abroad: "no",
  country: "",
  address: "",
  phone: "",
  note: "",
  language,
});

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const day = (value: unknown): string | null => text(value) || null;

/** What the server holds, read back into the form; half filled drafts included. */
export function decodeLeave({ form, language }: Pick<RequestView, "form" | "language">): LeaveValues {
  const replacement = text(form.replacement);
  return {
    period: { from: day(form.from), to: day(form.to) },
    replacement: replacement ? { id: replacement, name: "" } : null,
    abroad: form.abroad === true ? "yes" : "no",
    country: text(form.country),
    address: text(form.address),
    phone: text(form.phone),
    note: text(form.note),
    language,
  };
}

/** What goes to the server; the country only for a leave abroad. */
export function encodeLeave(values: LeaveValues): { form: Record<string, unknown>; language: Language } {
  const { period, replacement, abroad, country, address, phone, note, language } = values;
  const form = {
    ...(period.from && { from: period.from }),
    ...(period.to && { to: period.to }),
    replacement: replacement?.id ?? null,
    abroad: abroad === "yes",
    country: abroad === "yes" ? country.trim() : "",
    address: address.trim(),
    phone: phone.trim(),
    note: note.trim(),
  };
  return { form, language };
}

/** What the browser can tell without the server. */
export function faultsOf(values: LeaveValues, t: Translate): FormFault[] {
  const { from, to } = values.period;
  const faults: FormFault[] = [];
  if (!from) faults.push({ path: "period.from", title: t("leave.from_missing") });
  if (!to) faults.push({ path: "period.to", title: t("leave.to_missing") });
  if (from && to && to < from) faults.push({ path: "period.to", title: t("leave.dates_reversed") });
  if (values.abroad === "yes" && !values.country.trim())
    faults.push({ path: "country", title: t("leave.country_needed") });
  return faults;
}

/** The field of the form that a path of the server means. */
export function fieldOf(path: string): string {
  const name = path.replace(/^form\./, "");
  return name === "from" || name === "to" ? `period.${name}` : name;
}

export type AnswerLine = { label: string; value: string };

/** The answers in words, for the page that checks them and to compare two drafts. */
export function answersOf(values: LeaveValues, t: Translate, formats: Formats): AnswerLine[] {
  const { from, to } = values.period;
  const none = t("leave.none");
  return [
    { label: t("leave.period"), value: from && to && from <= to ? formats.dateRange(from, to) : none },
    { label: t("leave.replacement"), value: values.replacement?.name || none },
    {
      label: t("leave.place"),
      value: values.abroad === "yes" ? values.country.trim() || t("leave.abroad") : t("leave.in_morocco"),
    },
    { label: t("leave.address"), value: values.address.trim() || none },
    { label: t("leave.phone"), value: values.phone.trim() || none },
    { label: t("leave.note"), value: values.note.trim() || none },
    { label: t("leave.language"), value: t(`requests.language.${values.language}`) },
  ];
}
