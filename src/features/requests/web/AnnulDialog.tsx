import { useT } from "#web/messages.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { UserText } from "#web/ui/values.tsx";
import type { RequestView } from "../schema.ts";

type AnnulDialogProps = { request: RequestView; onAnnul: (reason: string) => Promise<void>; onClose: () => void };

/** Takes an approved request back with its effects; the number stays in the register, cancelled. */
export function AnnulDialog({ request, onAnnul, onClose }: AnnulDialogProps) {
  const t = useT();
  return (
    <ConfirmDialog
      title={t("requests.annul.title")}
      verb={t("requests.annul.verb")}
      tone="danger"
      reason={{ label: t("requests.annul.reason"), hint: t("requests.annul.hint"), required: true }}
      onConfirm={onAnnul}
      onClose={onClose}
    >
      <p>
        <UserText>{request.title}</UserText>
      </p>
      <p>{t("requests.annul.text")}</p>
    </ConfirmDialog>
  );
}
