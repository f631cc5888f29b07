import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { RequestView } from "../schema.ts";
import { undoVerdict } from "./acts.ts";

/** A visa just given: how long it can still be taken back, and the way to do it. */
export function UndoBanner({ request }: { request: RequestView }) {
  const t = useT();
  const queries = useQueryClient();
  const step = request.steps.find((one) => one.state === "held");
  const left = useSecondsTo(step?.heldUntil ?? null, () => void queries.invalidateQueries({ queryKey: ["requests"] }));
  const [busy, setBusy] = useState(false);
  if (!step?.id || left <= 0) return null;
  const stepId = step.id;
  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      await undoVerdict(request.id, stepId);
      toast({ text: t("web.work.undone"), tone: "info" });
    } catch (problem) {
      toast({ text: sayProblem(t, problem), tone: "danger" });
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: ["requests"] });
    await queries.invalidateQueries({ queryKey: ["work"] });
  };
  return (
    <Banner
      tone="info"
      title={t("requests.held", { verdict: step.verdict ?? "approve" })}
      actions={
        <Button size="small" busy={busy} onClick={() => void undo()}>
          {t("web.undo")}
        </Button>
      }
    >
      {/* The count is for the eye; a screen reader hears the sentence above once. */}
      <span aria-hidden="true">{t("requests.held_left", { seconds: left })}</span>
    </Banner>
  );
}

const SETTLE_MS = 1_500;

/** Whole seconds until an instant; tells once, a little after it has passed. */
function useSecondsTo(instant: string | null, onPassed: () => void): number {
  const [now, setNow] = useState(() => Date.now());
  const latest = useRef(onPassed);
  latest.current = onPassed;
  const end = instant ? Date.parse(instant) : 0;
  useEffect(() => {
    if (end === 0) return;
    const tick = setInterval(() => setNow(Date.now()), 500);
    const passed = setTimeout(() => latest.current(), Math.max(0, end - Date.now()) + SETTLE_MS);
    return () => {
      clearInterval(tick);
      clearTimeout(passed);
    };
  }, [end]);
  return Math.max(0, Math.ceil((end - now) / 1000));
}
