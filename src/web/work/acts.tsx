import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { WorkItem, WorkOutcome } from "../feature.ts";
import { newKey } from "../http.ts";
import { sayProblem, useT } from "../messages.tsx";
import { useStepUp } from "../step-up.tsx";
import { toast } from "../ui/toast.tsx";
import { type Answer, AskDialog } from "./AskDialog.tsx";
import type { ItemVerb } from "./work.ts";

type Pending = { verb: ItemVerb; items: readonly WorkItem[] };

/**
 * Runs a verb on one or several items: asks first when the verb asks, acts on each with its own idempotency key, tells
 * what was done with a way back while the act is held, and keeps the failures apart.
 */
export function useActs(onDone: (ids: readonly string[]) => void) {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [pending, setPending] = useState<Pending | null>(null);
  const [busy, setBusy] = useState(false);
  const keys = useRef(new Map<string, string>());

  const keyOf = (item: WorkItem, code: string): string => {
    const name = `${item.id} ${item.version} ${code}`;
    const known = keys.current.get(name) ?? newKey();
    keys.current.set(name, known);
    return known;
  };

  const act = async ({ verb, items }: Pending, answer: Answer): Promise<void> => {
    setBusy(true);
    const done: string[] = [];
    const outcomes: Exclude<WorkOutcome, undefined>[] = [];
    for (const item of items) {
      try {
        const input = {
          key: keyOf(item, verb.code),
          comment: answer.comment,
          ...(answer.reasonCode && { reasonCode: answer.reasonCode }),
        };
        const outcome = await withStepUp(() => verb.verb.run(item, input));
        if (outcome) outcomes.push(outcome);
        done.push(item.id);
      } catch (problem) {
        toast({ text: [item.title, sayProblem(t, problem)].join(": "), tone: "danger" });
      }
    }
    setBusy(false);
    if (done.length > 0) announce(verb, done.length, outcomes);
    onDone(done);
    await queries.invalidateQueries({ queryKey: ["work"] });
  };

  const announce = (verb: ItemVerb, count: number, outcomes: Exclude<WorkOutcome, undefined>[]): void => {
    const text = t.of(verb.verb.done, { count });
    if (outcomes.length === 0) return void toast({ text });
    const undo = async (): Promise<void> => {
      const results = await Promise.allSettled(outcomes.map((outcome) => outcome.undo()));
      const failed = results.find((result) => result.status === "rejected");
      toast(
        failed ? { text: sayProblem(t, failed.reason), tone: "danger" } : { text: t("web.work.undone"), tone: "info" },
      );
      await queries.invalidateQueries({ queryKey: ["work"] });
    };
    const forMs = Math.min(...outcomes.map((outcome) => outcome.heldSeconds)) * 1000;
    toast({ text, forMs, action: { label: t("web.undo"), run: undo } });
  };

  const start = (verb: ItemVerb, items: readonly WorkItem[]): void => {
    if (items.length === 0 || busy) return;
    if (verb.verb.ask) setPending({ verb, items });
    else void act({ verb, items }, { comment: "" });
  };

  const dialog = pending?.verb.verb.ask && (
    <AskDialog
      ask={pending.verb.verb.ask}
      verb={t.of(pending.verb.verb.label)}
      tone={pending.verb.verb.tone === "danger" ? "danger" : "primary"}
      items={pending.items}
      onClose={() => setPending(null)}
      onAnswer={(answer) => {
        setPending(null);
        void act(pending, answer);
      }}
    />
  );
  return { start, busy, dialog };
}
