import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { SheetLink } from "./SheetLink.tsx";

/** The sheet is ready: print it, hand it over in person. */
export function SheetDialog({ person, onClose }: { person: string; onClose: () => void }) {
  const t = useT();
  const actions = (
    <>
      <SheetLink href={`/api/accounts/people/${person}/activation-sheet`}>{t("accounts.print_sheet")}</SheetLink>
      <Button tone="quiet" onClick={onClose}>
        {t("web.close")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("accounts.sheet_ready")} onClose={onClose} size="small" actions={actions}>
      <p>{t("accounts.sheet_ready_text")}</p>
    </Dialog>
  );
}
