import { useState } from "react";
import { useForm } from "#web/form.ts";
import { post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { TotpOffer } from "../schema.ts";
import css from "./forms.module.css";

type Done = { onDone: (next: string | null) => Promise<void> | void };

/** An authenticator app: the secret as a picture or to type, then one code to be sure. */
export function TotpEnrolment({ onDone }: Done) {
  const t = useT();
  const withStepUp = useStepUp();
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const begin = (): Promise<void> => withStepUp(() => post<TotpOffer>("/accounts/totp")).then(setOffer, setProblem);
  if (offer) return <ConfirmTotp offer={offer} onDone={onDone} />;
  return (
    <>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <div>
        <Button onClick={() => void begin()}>{t("accounts.add_totp")}</Button>
      </div>
    </>
  );
}

/** As an image, so that no markup is made from a text (Trusted Types). */
const imageOf = (svg: string): string => `data:image/svg+xml;base64,${btoa(svg)}`;

function ConfirmTotp({ offer, onDone }: Done & { offer: TotpOffer }) {
  const t = useT();
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => (code.trim() ? [] : [{ path: "code", title: t("accounts.code_missing") }]),
    send: ({ code }) => post<{ next: string | null }>("/accounts/totp/confirmation", { id: offer.id, code }),
    onDone: ({ next }) => void onDone(next),
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      <ol className={css.steps}>
        <li>{t("accounts.totp_step_1")}</li>
        <li>
          {t("accounts.totp_step_2")}
          <img className={css.qr} src={imageOf(offer.qr)} alt={t("accounts.totp_qr")} />
          <p>
            {t("accounts.totp_by_hand")} <Ref>{offer.secret}</Ref>
          </p>
        </li>
        <li>{t("accounts.totp_step_3")}</li>
      </ol>
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <TextField
        {...form.field("code")}
        kind="reference"
        inputMode="numeric"
        label={t("accounts.code_of_app")}
        width="medium"
        autoComplete="one-time-code"
      />
      <div>
        <Button type="submit" tone="primary" busy={form.busy}>
          {t("accounts.confirm")}
        </Button>
      </div>
    </form>
  );
}
