import { useForm } from "#web/form.ts";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Checkbox } from "#web/ui/Choices.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { ErrorSummary } from "#web/ui/ErrorSummary.tsx";
import { TextField } from "#web/ui/TextField.tsx";

type Props = { onClose: () => void; onDone: () => Promise<void> };

/** Opens one destination: address, whether it lies inside, and why. */
export function DestinationDialog({ onClose, onDone }: Props) {
  const t = useT();
  const withStepUp = useStepUp();
  const form = useForm({
    initial: { origin: "", privateNetwork: false, reason: "" },
    check: ({ origin, reason }) => [
      ...(origin.trim() ? [] : [{ path: "origin", title: t("administration.origin_missing") }]),
      ...(reason.trim().length < 3 ? [{ path: "reason", title: t("web.reason.missing") }] : []),
    ],
    send: (values, { key }) => withStepUp(() => post("/administration/outbound/destinations", values, { key })),
    onDone: async () => {
      await onDone();
      onClose();
    },
  });
  return (
    <Dialog
      title={t("administration.open_destination")}
      onClose={onClose}
      onSubmit={() => void form.submit()}
      actions={
        <>
          <Button type="submit" tone="primary" busy={form.busy}>
            {t("administration.open_destination")}
          </Button>
          <Button tone="quiet" onClick={onClose}>
            {t("web.cancel")}
          </Button>
        </>
      }
    >
      <ErrorSummary faults={form.faults} problem={form.problem} attempts={form.attempts} />
      <p>{t("administration.open_destination_text")}</p>
      <TextField
        {...form.field("origin")}
        label={t("administration.origin")}
        hint={t("administration.origin_hint")}
        kind="url"
        maxLength={300}
      />
      <Checkbox
        {...form.field("privateNetwork")}
        label={t("administration.private_network")}
        hint={t("administration.private_network_hint")}
      />
      <TextField
        {...form.field("reason")}
        label={t("administration.reason")}
        hint={t("administration.reason_hint")}
        lines={2}
        maxLength={500}
      />
    </Dialog>
  );
}
