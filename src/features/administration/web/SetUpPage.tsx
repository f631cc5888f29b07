import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Gate, PasswordField } from "#features/accounts/web/api.tsx";
import { useForm } from "#web/form.ts";
import { get, post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useGo } from "#web/navigation.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { ErrorSummary } from "#web/ui/ErrorSummary.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { SetUp } from "../schema.ts";
import css from "./SetUpPage.module.css";

const EMPTY: Omit<SetUp, "code"> = {
  nameAr: "",
  nameFr: "",
  sigle: "",
  cityAr: "",
  cityFr: "",
  givenAr: "",
  givenFr: "",
  familyAr: "",
  familyFr: "",
  gender: "f",
  login: "",
  password: "",
};

/** The first visit: the institution, its administrator, or the demonstration instead. The code comes behind `#`. */
export default function SetUpPage() {
  const t = useT();
  const [code] = useState(() => location.hash.slice(1));
  const { data } = useQuery({ queryKey: ["setup"], queryFn: () => get<{ example: boolean }>("/setup") });
  const lead = code ? t("administration.setup_lead") : t("administration.setup_needs_link");
  return (
    <Gate title={t("administration.setup")} lead={lead}>
      {code && <Institution code={code} />}
      {code && data?.example && <Demonstration code={code} />}
    </Gate>
  );
}

/** What may not be left empty, in the order of the form, with the label that names it. */
const NEEDED = [
  ["nameAr", "administration.name_ar"],
  ["nameFr", "administration.name_fr"],
  ["cityAr", "administration.city_ar"],
  ["cityFr", "administration.city_fr"],
  ["givenAr", "administration.given_ar"],
  ["familyAr", "administration.family_ar"],
  ["givenFr", "administration.given_fr"],
  ["familyFr", "administration.family_fr"],
  ["login", "administration.login"],
  ["password", "administration.password"],
] as const;

/** Once set up, the way leads to the sign-in. */
function useDone(): () => Promise<void> {
  const queries = useQueryClient();
  const go = useGo();
  return async () => {
    await queries.refetchQueries({ queryKey: ["session"] });
    go("/sign-in");
  };
}

function Institution({ code }: { code: string }) {
  const t = useT();
  const done = useDone();
  const form = useForm({
    initial: EMPTY,
    check: (values) =>
      NEEDED.filter(([name]) => !values[name].trim()).map(([path, label]) => ({
        path,
        title: t("administration.field_needed", { field: t(label) }),
      })),
    send: (values) => post("/setup", { ...values, code }),
    onDone: () => void done(),
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      <ErrorSummary faults={form.faults} problem={form.problem} attempts={form.attempts} />
      <TextField {...form.field("nameAr")} label={t("administration.name_ar")} language="ar" />
      <TextField {...form.field("nameFr")} label={t("administration.name_fr")} language="fr" />
      <div className={css.pair}>
        <TextField {...form.field("cityAr")} label={t("administration.city_ar")} language="ar" />
        <TextField {...form.field("cityFr")} label={t("administration.city_fr")} language="fr" />
        <TextField {...form.field("sigle")} label={t("administration.sigle")} kind="reference" />
      </div>
      <h2>{t("administration.administrator")}</h2>
      <div className={css.pair}>
        <TextField {...form.field("givenAr")} label={t("administration.given_ar")} language="ar" />
        <TextField {...form.field("familyAr")} label={t("administration.family_ar")} language="ar" />
        <TextField {...form.field("givenFr")} label={t("administration.given_fr")} language="fr" />
        <TextField {...form.field("familyFr")} label={t("administration.family_fr")} language="fr" />
      </div>
      <RadioGroup
        {...form.field("gender")}
        label={t("administration.gender")}
        options={(["f", "m"] as const).map((value) => ({ value, label: t(`administration.gender_${value}`) }))}
      />
      <TextField {...form.field("login")} label={t("administration.login")} kind="reference" autoComplete="username" />
      <PasswordField
        {...form.field("password")}
        label={t("administration.password")}
        hint={t("administration.password_hint")}
        autoComplete="new-password"
      />
      <Button type="submit" tone="primary" busy={form.busy}>
        {t("administration.set_up")}
      </Button>
    </form>
  );
}

function Demonstration({ code }: { code: string }) {
  const t = useT();
  const done = useDone();
  const form = useForm({ initial: {}, send: () => post("/setup/demonstration", { code }), onDone: () => void done() });
  return (
    <form className={css.other} onSubmit={form.submit}>
      <h2>{t("administration.or_demonstration")}</h2>
      <p className={css.hint}>{t("administration.demonstration_hint")}</p>
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <Button type="submit" busy={form.busy}>
        {t("administration.load_demonstration")}
      </Button>
    </form>
  );
}
