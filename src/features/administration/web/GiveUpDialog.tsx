import { useT } from "#web/messages.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";

type GiveUpProps = { of: "job" | "event"; onConfirm: (reason: string) => Promise<void>; onClose: () => void };

/** What could not be done is given up for good, by a person with a reason. */
export function GiveUpDialog({ of, onConfirm, onClose }: GiveUpProps) {
  const t = useT();
  return (
    <ConfirmDialog
      title={t(`administration.give_up_${of}`)}
      verb={t("administration.give_up")}
      tone="danger"
      reason={{ label: t("administration.reason"), hint: t("administration.reason_hint"), required: true }}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>{t(`administration.give_up_${of}_text`)}</p>
    </ConfirmDialog>
  );
}
