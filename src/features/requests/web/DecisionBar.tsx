import { Check, Undo2, X } from "lucide-react";
import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Checkbox } from "#web/ui/Choices.tsx";
import type { RequestView } from "../schema.ts";
import css from "./DecisionBar.module.css";
import { useActKeys } from "./useActKeys.ts";
import type { Decisions } from "./useDecisions.tsx";

/** The verbs of the one before whom it is, always in reach of the thumb, with their keys. */
export function DecisionBar({ request, decisions }: { request: RequestView; decisions: Decisions }) {
  const t = useT();
  const step = request.steps.find((one) => one.id === request.currentStep);
  const refuse = (): void => decisions.ask("refuse");
  const acts: [code: string, act: () => void][] = [
    ["KeyA", () => decisions.ask("approve")],
    ["KeyR", () => decisions.ask("return")],
    ["KeyD", refuse],
    ["Delete", refuse],
  ];
  const keys = useActKeys(new Map(acts));
  return (
    <section className={css.bar} aria-label={t("requests.your_decision")} data-print="hide">
      <div className={css.verbs}>
        <Button tone="primary" icon={Check} aria-keyshortcuts="A" onClick={() => decisions.ask("approve")}>
          {t(step?.act === "decision" ? "requests.do.grant" : "requests.do.approve")}
        </Button>
        <Button icon={Undo2} directional aria-keyshortcuts="R" onClick={() => decisions.ask("return")}>
          {t("requests.do.return")}
        </Button>
        <Button icon={X} aria-keyshortcuts="D" onClick={refuse}>
          {t("requests.do.refuse")}
        </Button>
      </div>
      <div className={css.keys}>
        <Checkbox label={t("requests.keys")} value={keys.on} onChange={keys.setOn} />
      </div>
    </section>
  );
}
