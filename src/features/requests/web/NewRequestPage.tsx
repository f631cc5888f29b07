import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { useSlot } from "#web/slots.ts";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Page } from "#web/ui/Page.tsx";
import { requestForms } from "./api.tsx";
import css from "./NewRequestPage.module.css";

/** What can be asked for: one line each, said in plain words. */
export default function NewRequestPage() {
  const t = useT();
  const forms = useSlot(requestForms);
  return (
    <Page
      title={t("requests.new")}
      lead={t("requests.new_lead")}
      back={{ to: "/requests", label: t("requests.title") }}
    >
      {forms.length === 0 && <EmptyState title={t("requests.no_kind")} />}
      <ul className={css.kinds}>
        {forms.map((form) => (
          <li key={form.kind} className={css.kind}>
            <span className={css.icon}>
              <Icon of={form.icon} size={22} />
            </span>
            <div>
              <Link to={form.to} className={css.name}>
                {t.of(form.label)}
              </Link>
              <p className={css.text}>{t.of(form.description)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
