import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, put } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { SecondFactorRule } from "../schema.ts";

const RULES: readonly SecondFactorRule[] = ["nobody", "administrators", "everyone"];

/** Whom the institution asks for a second factor. */
export function RuleSection() {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [problem, setProblem] = useState<unknown>(null);
  const query = useQuery({
    queryKey: ["accounts", "rule"],
    queryFn: () => get<{ secondFactor: SecondFactorRule }>("/accounts/rule"),
  });
  const change = async (secondFactor: SecondFactorRule): Promise<void> => {
    setProblem(null);
    try {
      await withStepUp(() => put("/accounts/rule", { secondFactor }));
      toast(t("accounts.rule_kept"));
    } catch (error) {
      setProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ["accounts", "rule"] });
  };
  return (
    <Section title={t("accounts.second_factor")} lead={t("accounts.rule_lead")}>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <Loaded query={query}>
        {(rule) => (
          <RadioGroup
            label={t("accounts.rule")}
            value={rule.secondFactor}
            onChange={(value) => void change(value)}
            options={RULES.map((value) => ({ value, label: t(`accounts.rule_${value}`) }))}
          />
        )}
      </Loaded>
    </Section>
  );
}
