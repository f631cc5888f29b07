import { useForm } from "#web/form.ts";
import { post, refusedLately } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { toast } from "#web/ui/toast.tsx";
import { Ref } from "#web/ui/values.tsx";
import css from "./Feedback.module.css";

/** Says what is wrong. What goes along with the text is shown before it is sent. */
export default function ReportForm({ screen, onDone }: { screen: string; onDone: () => void }) {
  const t = useT();
  const incident = refusedLately();
  const form = useForm({
    initial: { text: "" },
    check: ({ text }) => (text.trim() ? [] : [{ path: "text", title: t("feedback.text_missing") }]),
    send: ({ text }, { key }) =>
      post("/feedback", { text, screen, browser: navigator.userAgent.slice(0, 300), incident }, { key }),
    onDone: () => {
      toast(t("feedback.sent"));
      onDone();
    },
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      <p>{t("feedback.lead")}</p>
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <TextField
        label={t("feedback.text")}
        hint={t("feedback.text_hint")}
        lines={6}
        maxLength={4000}
        autoFocus
        {...form.field("text")}
      />
      <p className={css.goes}>
        {t("feedback.goes_along")} <Ref>{screen}</Ref>
        {incident && (
          <>
            {" · "}
            {t("feedback.incident")} <Ref>{incident.requestId}</Ref>
          </>
        )}
      </p>
      <Button type="submit" tone="primary" busy={form.busy}>
        {t("feedback.send")}
      </Button>
      <Link to="/feedback" onClick={onDone}>
        {t("feedback.mine")}
      </Link>
    </form>
  );
}
