import { useT } from "#web/messages.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import css from "./forms.module.css";
import { Gate } from "./Gate.tsx";

/** What to do without a password: nothing is sent by e-mail, a colleague appointed for it helps in person. */
export default function LostAccessPage() {
  const t = useT();
  return (
    <Gate title={t("accounts.lost_access")} lead={t("accounts.lost_lead")}>
      <ol className={css.steps}>
        <li>{t("accounts.lost_step_1")}</li>
        <li>{t("accounts.lost_step_2")}</li>
        <li>{t("accounts.lost_step_3")}</li>
      </ol>
      <div className={css.verbs}>
        <LinkButton tone="primary" to="/activate">
          {t("accounts.have_code")}
        </LinkButton>
        <LinkButton to="/sign-in">{t("accounts.back_to_sign_in")}</LinkButton>
      </div>
    </Gate>
  );
}
