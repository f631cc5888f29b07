import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { useForm } from "#web/form.ts";
import { get, put } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { FormPage } from "#web/ui/FormPage.tsx";
import { Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { toast } from "#web/ui/toast.tsx";
import { HueField } from "./HueField.tsx";
import css from "./InstitutionPage.module.css";
import { LogoField } from "./LogoField.tsx";

type Institution = {
  name: LocalizedName;
  parentName: LocalizedName | null;
  sigle: string;
  city: LocalizedName;
  address: LocalizedName | null;
  logo: string | null;
  hue: number | null;
};

/** What the institution is called in four languages, its logo, its colour, and the lines of its letters. */
export default function InstitutionPage() {
  const query = useQuery({
    queryKey: ["institution", "form"],
    queryFn: () => get<Institution>("/institution"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Loaded query={query}>{(institution) => <Form institution={institution} />}</Loaded>;
}

function Form({ institution }: { institution: Institution }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: valuesOf(institution),
    check: (values) =>
      NEEDED.filter((name) => !values[name].trim()).map((path) => ({
        path,
        title: t("http.field_required"),
      })),
    send: async (values) => {
      await put("/institution", bodyOf(values));
      if (values.logo !== undefined) await put("/institution/logo", { logo: values.logo });
    },
    onDone: async () => {
      toast(t("administration.institution_kept"));
      await queries.invalidateQueries({ queryKey: ["institution"] });
      await queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
  const field = (name: TextName, language: "ar" | "fr" | "zgh" | "en", isOptional = false) => (
    <TextField
      {...form.field(name)}
      label={t(LABELS[name])}
      language={language}
      maxLength={300}
      optional={isOptional}
    />
  );
  const present = form.values.logo === null ? null : institution.logo;
  return (
    <FormPage form={form} title={t("administration.institution")} verb={t("administration.keep_institution")}>
      {field("nameAr", "ar")}
      {field("nameFr", "fr")}
      {field("nameZgh", "zgh", true)}
      {field("nameEn", "en", true)}
      <div className={css.pair}>
        {field("cityAr", "ar")}
        {field("cityFr", "fr")}
      </div>
      <TextField {...form.field("sigle")} label={t("administration.sigle")} kind="reference" width="short" optional />
      <Section title={t("administration.appearance")} lead={t("administration.appearance_lead")}>
        <LogoField
          name="logo"
          label={t("administration.logo")}
          hint={t("administration.logo_hint")}
          value={form.values.logo ?? null}
          present={present}
          onChange={(logo) => form.set({ logo })}
          error={form.field("logo").error}
        />
        <HueField {...form.field("hue")} label={t("administration.hue")} hint={t("administration.hue_hint")} />
      </Section>
      <Section title={t("administration.letterhead")} lead={t("administration.letterhead_lead")}>
        {field("parentAr", "ar", true)}
        {field("parentFr", "fr", true)}
        {field("addressAr", "ar", true)}
        {field("addressFr", "fr", true)}
      </Section>
    </FormPage>
  );
}

const LABELS = {
  nameAr: "administration.name_ar",
  nameFr: "administration.name_fr",
  nameZgh: "administration.name_zgh",
  nameEn: "administration.name_en",
  cityAr: "administration.city_ar",
  cityFr: "administration.city_fr",
  parentAr: "administration.parent_ar",
  parentFr: "administration.parent_fr",
  addressAr: "administration.address_ar",
  addressFr: "administration.address_fr",
} as const;
type TextName = keyof typeof LABELS;
const NEEDED = ["nameAr", "nameFr", "cityAr", "cityFr"] as const;

const valuesOf = ({ name, parentName, city, address, sigle, hue }: Institution) => ({
  nameAr: name.ar,
  nameFr: name.fr,
  nameZgh: name.zgh ?? "",
  nameEn: name.en ?? "",
  cityAr: city.ar,
  cityFr: city.fr,
  parentAr: parentName?.ar ?? "",
  parentFr: parentName?.fr ?? "",
  addressAr: address?.ar ?? "",
  addressFr: address?.fr ?? "",
  sigle,
  hue,
  /** Undefined: the logo stays as it is. */
  logo: undefined as string | null | undefined,
});

function bodyOf(values: ReturnType<typeof valuesOf>) {
  const both = (ar: string, fr: string) => (ar.trim() || fr.trim() ? { ar: ar || fr, fr: fr || ar } : null);
  return {
    name: { ar: values.nameAr, fr: values.nameFr, zgh: values.nameZgh, en: values.nameEn },
    city: { ar: values.cityAr, fr: values.cityFr },
    parentName: both(values.parentAr, values.parentFr),
    address: both(values.addressAr, values.addressFr),
    sigle: values.sigle,
    hue: values.hue,
  };
}
