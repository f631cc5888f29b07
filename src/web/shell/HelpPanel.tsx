import { Suspense } from "react";
import { help } from "../feature.ts";
import { useT } from "../messages.tsx";
import { useScreen } from "../navigation.tsx";
import { useSlot } from "../slots.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { KeyboardHelp } from "../ui/KeyboardHelp.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { LIST_KEYS } from "../work/keys.ts";

/** The help of this screen at its side; without a help feature, the keys. */
export default function HelpPanel({ onClose }: { onClose: () => void }) {
  const t = useT();
  const screen = useScreen();
  const Panel = useSlot(help)[0]?.Panel;
  if (!Panel) return <KeyboardHelp lines={LIST_KEYS} onClose={onClose} />;
  return (
    <Dialog title={t("web.help")} onClose={onClose} side>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Panel screen={screen} onClose={onClose} />
      </Suspense>
    </Dialog>
  );
}
