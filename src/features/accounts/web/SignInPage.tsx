import { useT } from "#web/messages.tsx";
import { Link, Navigate, useRouteSearch } from "#web/navigation.tsx";
import { useSession } from "#web/session.tsx";
import { useAfterProof } from "./after-proof.ts";
import { Enrolment } from "./Enrolment.tsx";
import { Gate } from "./Gate.tsx";
import { SecondFactorForm } from "./SecondFactorForm.tsx";
import { SignInForm } from "./SignInForm.tsx";

/** The way in: a passkey, or a password and what must follow it. */
export default function SignInPage() {
  const t = useT();
  const { next = "/" } = useRouteSearch<{ next?: string }>();
  const { person, pending, setUp } = useSession();
  const afterProof = useAfterProof(next);
  const lost = <Link to="/sign-in/help">{t("accounts.lost_access")}</Link>;
  if (setUp === false) return <Navigate to="/setup" />;
  if (person) return <Navigate to={next} />;
  if (pending?.step === "activation") return <Navigate to="/activate" />;
  if (pending?.step === "second_factor")
    return (
      <Gate title={t("accounts.second_factor")} lead={t("accounts.second_factor_lead")} foot={lost}>
        <SecondFactorForm onDone={afterProof} />
      </Gate>
    );
  if (pending?.step === "enrolment")
    return (
      <Gate title={t("accounts.enrolment")} lead={t("accounts.enrolment_lead")}>
        <Enrolment onDone={afterProof} />
      </Gate>
    );
  return (
    <Gate title={t("accounts.sign_in")} foot={lost}>
      <SignInForm onDone={afterProof} />
    </Gate>
  );
}
