import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Level } from "#platform/wire/level.ts";
import { post, put } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { Select } from "#web/ui/Select.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { PaperView } from "../schema.ts";

const LEVELS = ["0", "1", "2", "3", "4"] as const;

/** Raises at once, or proposes to lower. */
export function ClassifyDialog({ paper, onClose }: { paper: PaperView; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [level, setLevel] = useState<(typeof LEVELS)[number]>(String(paper.level) as (typeof LEVELS)[number]);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const lowers = Number(level) < paper.level;
  const send = async (): Promise<void> => {
    if (lowers && !reason.trim()) return setMissing(true);
    setBusy(true);
    try {
      await withStepUp(() => put(`/papers/${paper.id}/label`, { level: Number(level) as Level, reason }));
      await queries.invalidateQueries({ queryKey: ["papers"] });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button type="submit" tone="primary" busy={busy} disabled={Number(level) === paper.level}>
        {t("papers.classify_verb")}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        {t("web.cancel")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("papers.classify")} onClose={onClose} actions={actions} size="small" onSubmit={send}>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <p>{t("papers.classify_text")}</p>
      <Select
        label={t("papers.level")}
        value={level}
        onChange={setLevel}
        options={LEVELS.map((value) => ({ value, label: t.of(`papers.level.${value}`) }))}
      />
      {lowers && (
        <TextField
          label={t("papers.classify_reason")}
          value={reason}
          onChange={setReason}
          lines={3}
          error={missing && !reason.trim() ? t("papers.classify_reason_missing") : undefined}
        />
      )}
    </Dialog>
  );
}

/** A lowering that waits: who proposed it and why, and for a second person the act. */
export function LoweringBanner({ paper }: { paper: PaperView }) {
  const t = useT();
  const formats = useFormats();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [asking, setAsking] = useState<"confirm" | "decline" | null>(null);
  const open = paper.lowering;
  if (!open) return null;
  const level = t.of(`papers.level.${open.level}`);
  const settle = async (): Promise<void> => {
    await withStepUp(() => post(`/papers/${paper.id}/lowering`, { confirmed: asking === "confirm" }));
    toast(asking === "confirm" ? t("papers.lowering_confirmed", { level }) : t("papers.lowering_declined"));
    await queries.invalidateQueries({ queryKey: ["papers"] });
  };
  const actions = (
    <>
      {paper.abilities.includes("confirm_lowering") && (
        <Button size="small" onClick={() => setAsking("confirm")}>
          {t("papers.lowering_confirm")}
        </Button>
      )}
      {paper.abilities.includes("decline_lowering") && (
        <Button size="small" tone="quiet" onClick={() => setAsking("decline")}>
          {t("papers.lowering_decline")}
        </Button>
      )}
    </>
  );
  return (
    <>
      <Banner tone="warn" title={t("papers.lowering", { level })} actions={actions}>
        <bdi dir="auto">{open.reason}</bdi>
        <div>{t("papers.lowering_by", { person: formats.name(open.by.name), at: formats.dateTime(open.at) })}</div>
      </Banner>
      {asking && (
        <ConfirmDialog
          title={asking === "confirm" ? t("papers.lowering_confirm") : t("papers.lowering_decline")}
          verb={asking === "confirm" ? t("papers.lowering_confirm") : t("papers.lowering_decline")}
          onConfirm={settle}
          onClose={() => setAsking(null)}
        >
          {asking === "confirm" && <p>{t("papers.lowering_confirm_text", { level })}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
