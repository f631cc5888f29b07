import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Gate, PasswordField } from "#features/accounts/web/api.tsx";
import { useForm } from "#web/form.ts";
import { get, post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useGo } from "#web/navigation.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { ErrorSummary } from "#web/ui/ErrorSummary.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { SetUp } from "../schema.ts";
import { LogoField } from "./LogoField.tsx";
import css from "./SetUpPage.module.css";

const EMPTY: Omit<SetUp, "code"> = {
  nameAr: "",
  nameFr: "",
  nameZgh: "",
  nameEn: "",
  sigle: "",
  logo: null,
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
  const code = useCode();
  const { data } = useQuery({ queryKey: ["setup"], queryFn: () => get<{ example: boolean }>("/setup") });
  const [draft, keep] = useDraft();
  const [step, setStep] = useState<Step>(() => (draft.step === "administrator" ? draft.step : "institution"));
  const to = (next: Step, values: Values): void => {
    keep({ ...values, step: next });
    setStep(next);
    scrollTo({ top: 0 });
  };
  if (!code && step !== "done")
    return (
      <Gate title={t("administration.setup")} lead={t("administration.setup_needs_link")}>
        {null}
      </Gate>
    );
  return (
    <Gate
      title={t(step === "done" ? "administration.setup_finished" : "administration.setup")}
      lead={t(step === "done" ? "administration.setup_finished_lead" : "administration.setup_lead")}
    >
      <Steps at={step} />
      {step === "institution" && (
        <>
          <Institution draft={draft} keep={keep} onNext={(values) => to("administrator", values)} />
          {data?.example && <Demonstration code={code} />}
        </>
      )}
      {step === "administrator" && (
        <Administrator
          code={code}
          draft={draft}
          keep={keep}
          onBack={(values) => to("institution", values)}
          onDone={() => to("done", EMPTY)}
        />
      )}
      {step === "done" && (
        <LinkButton tone="primary" to="/sign-in">
          {t("administration.setup_sign_in")}
        </LinkButton>
      )}
    </Gate>
  );
}

/** Behind `#`, also when the link is pasted over this very page. */
function useCode(): string {
  const [code, setCode] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const read = () => setCode(location.hash.slice(1));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return code;
}

const STEPS = ["institution", "administrator", "done"] as const;
type Step = (typeof STEPS)[number];
type Values = typeof EMPTY;

function Steps({ at }: { at: Step }) {
  const t = useT();
  return (
    <ol className={css.steps} aria-label={t("administration.setup_steps")}>
      {STEPS.map((step) => (
        <li key={step} {...(step === at && { "aria-current": "step" as const })}>
          {t(`administration.setup_step_${step}`)}
        </li>
      ))}
    </ol>
  );
}

const KEPT = "diwan.setup";
/** What was typed survives a reload of this window; the password is never kept. */
function useDraft(): [Values & { step?: Step }, (values: Values & { step?: Step }) => void] {
  const [draft, setDraft] = useState<Values & { step?: Step }>(() => {
    try {
      return { ...EMPTY, ...(JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<Values>) };
    } catch {
      return EMPTY;
    }
  });
  const keep = (values: Values & { step?: Step }): void => {
    setDraft((before) => ({ ...before, ...values }));
    if (values.step === "done") sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify({ ...draft, ...values, password: "" }));
  };
  return [draft, keep];
}

type StepProps = { draft: Values; keep: (values: Values) => void };

/** Refuses what is empty and may not be. */
function useNeeded() {
  const t = useT();
  return (needed: readonly (keyof Values)[], values: Values) =>
    needed.filter((name) => !(values[name] ?? "").trim()).map((path) => ({ path, title: t("http.field_required") }));
}

const OF_INSTITUTION = ["nameAr", "nameFr", "cityAr", "cityFr"] as const;

function Institution({ draft, keep, onNext }: StepProps & { onNext: (values: Values) => void }) {
  const t = useT();
  const needed = useNeeded();
  const form = useForm({
    initial: draft,
    check: (values) => needed(OF_INSTITUTION, values),
    send: async (values) => values,
    saveDraft: async (values) => keep(values),
    onDone: (values) => onNext(values),
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      <ErrorSummary faults={form.faults} problem={form.problem} attempts={form.attempts} />
      <TextField {...form.field("nameAr")} label={t("administration.name_ar")} language="ar" maxLength={300} />
      <TextField {...form.field("nameFr")} label={t("administration.name_fr")} language="fr" maxLength={300} />
      <TextField
        {...form.field("nameZgh")}
        label={t("administration.name_zgh")}
        language="zgh"
        maxLength={300}
        optional
      />
      <TextField {...form.field("nameEn")} label={t("administration.name_en")} language="en" maxLength={300} optional />
      <div className={css.pair}>
        <TextField {...form.field("cityAr")} label={t("administration.city_ar")} language="ar" maxLength={300} />
        <TextField {...form.field("cityFr")} label={t("administration.city_fr")} language="fr" maxLength={300} />
      </div>
      <TextField {...form.field("sigle")} label={t("administration.sigle")} kind="reference" maxLength={20} optional />
      <LogoField
        {...form.field("logo")}
        value={form.values.logo ?? null}
        label={t("administration.logo")}
        hint={t("administration.logo_hint")}
        optional
      />
      <Button type="submit" tone="primary">
        {t("administration.setup_next")}
      </Button>
    </form>
  );
}

const OF_ADMINISTRATOR = ["givenAr", "familyAr", "givenFr", "familyFr", "login", "password"] as const;

/** Once set up, the session says so, and the way leads to the sign-in. */
function Administrator({
  code,
  draft,
  keep,
  onBack,
  onDone,
}: StepProps & { code: string; onBack: (values: Values) => void; onDone: () => void }) {
  const t = useT();
  const needed = useNeeded();
  const queries = useQueryClient();
  const form = useForm({
    initial: draft,
    check: (values) => needed(OF_ADMINISTRATOR, values),
    send: ({ ...values }) => post("/setup", { ...values, step: undefined, code }),
    saveDraft: async (values) => keep(values),
    onDone: () => {
      onDone();
      void queries.refetchQueries({ queryKey: ["session"] });
    },
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      <ErrorSummary faults={form.faults} problem={form.problem} attempts={form.attempts} />
      <div className={css.pair}>
        <TextField {...form.field("givenAr")} label={t("administration.given_ar")} language="ar" maxLength={300} />
        <TextField {...form.field("familyAr")} label={t("administration.family_ar")} language="ar" maxLength={300} />
        <TextField {...form.field("givenFr")} label={t("administration.given_fr")} language="fr" maxLength={300} />
        <TextField {...form.field("familyFr")} label={t("administration.family_fr")} language="fr" maxLength={300} />
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
      <div className={css.acts}>
        <Button type="submit" tone="primary" busy={form.busy}>
          {t("administration.set_up")}
        </Button>
        <Button onClick={() => onBack(form.values)}>{t("administration.setup_back")}</Button>
      </div>
    </form>
  );
}

function Demonstration({ code }: { code: string }) {
  const t = useT();
  const queries = useQueryClient();
  const go = useGo();
  const done = async (): Promise<void> => {
    await queries.refetchQueries({ queryKey: ["session"] });
    go("/sign-in");
  };
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
