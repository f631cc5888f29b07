import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { get, post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Section } from "#web/ui/Page.tsx";
import type { FirstStepsView } from "../schema.ts";
import css from "./FirstSteps.module.css";

const KEY = ["administration", "first-steps"];

/** What a new institution still lacks, one step after the other; gone once people have accounts. */
export default function FirstSteps() {
  const t = useT();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => get<FirstStepsView>("/administration/first-steps"),
  });
  const review = useMutation({
    mutationFn: () => post("/administration/first-steps/holidays"),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  if (!data || (data.units > 0 && data.accounts > 1)) return null;
  const steps = [
    { name: "institution", to: "/administration/institution", done: data.logo },
    { name: "structure", to: "/administration/import", done: data.units > 0 },
    { name: "calendar", to: "/calendar", done: data.holidaysReviewed },
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
            {name === "calendar" && !done && (
              <Button size="small" busy={review.isPending} onClick={() => review.mutate()}>
                {t("administration.first_steps_reviewed")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
