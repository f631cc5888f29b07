import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { get } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Section } from "#web/ui/Page.tsx";
import type { FirstStepsView } from "../schema.ts";
import css from "./FirstSteps.module.css";

/** What a new institution still lacks, one step after the other; gone once people have accounts. */
export default function FirstSteps() {
  const t = useT();
  const { data } = useQuery({
    queryKey: ["administration", "first-steps"],
    queryFn: () => get<FirstStepsView>("/administration/first-steps"),
  });
  if (!data || (data.units > 0 && data.accounts > 1)) return null;
  const steps = [
    { name: "structure", to: "/administration/import", done: data.units > 0 },
    { name: "calendar", to: "/calendar", done: false },
    { name: "accounts", to: "/administration/accounts", done: data.accounts > 1 },
  ] as const;
  return (
    <Section title={t("administration.first_steps")} lead={t("administration.first_steps_lead")}>
      <ol className={css.steps}>
        {steps.map(({ name, to, done }) => (
          <li key={name}>
            <Icon of={done ? CircleCheck : CircleDashed} size={20} />
            <span>
              <Link to={to}>{t(`administration.first_steps_${name}`)}</Link>
              <span className={css.hint}>
                {done ? t("administration.first_steps_done") : t(`administration.first_steps_${name}_hint`)}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
