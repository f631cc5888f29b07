import { Printer } from "lucide-react";
import { useState } from "react";
import { useForm } from "#web/form.ts";
import { post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { CardOffer } from "../schema.ts";
import css from "./forms.module.css";
import { SheetLink } from "./SheetLink.tsx";

type Done = { onDone: (next: string | null) => Promise<void> | void };

/** A printed card of codes, for who has no telephone at hand: print it, then type one code of it. */
export function CardEnrolment({ onDone }: Done) {
  const t = useT();
  const withStepUp = useStepUp();
  const [offer, setOffer] = useState<CardOffer | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const begin = (): Promise<void> =>
    withStepUp(() => post<CardOffer>("/accounts/code-card")).then(setOffer, setProblem);
  if (offer) return <ConfirmCard offer={offer} onDone={onDone} />;
  return (
    <>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <div>
        <Button icon={Printer} onClick={() => void begin()}>
          {t("accounts.make_card")}
        </Button>
      </div>
    </>
  );
}

function ConfirmCard({ offer, onDone }: Done & { offer: CardOffer }) {
  const t = useT();
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => (code.trim() ? [] : [{ path: "code", title: t("accounts.code_missing") }]),
    send: ({ code }) => post<{ next: string | null }>("/accounts/code-card/confirmation", { id: offer.id, code }),
    onDone: ({ next }) => void onDone(next),
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      <div>
        <SheetLink href={`/api/accounts/code-card/${offer.id}/sheet`}>{t("accounts.print_card")}</SheetLink>
      </div>
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <TextField
        {...form.field("code")}
        kind="reference"
        inputMode="numeric"
        label={t("accounts.code_of_card", { position: offer.position, serial: offer.serial })}
        hint={t("accounts.card_confirm_hint")}
        width="medium"
        autoComplete="off"
      />
      <div>
        <Button type="submit" tone="primary" busy={form.busy}>
          {t("accounts.confirm")}
        </Button>
      </div>
    </form>
  );
}
