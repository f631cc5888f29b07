import { CircleQuestionMark } from "lucide-react";
import { Suspense, useState } from "react";
import { help } from "../feature.ts";
import { lazyPart } from "../lazy.ts";
import { useT } from "../messages.tsx";
import { useSlot } from "../slots.ts";
import { IconButton } from "../ui/Button.tsx";
import { useShortcuts } from "./shortcuts.ts";

const Help = lazyPart(() => import("./HelpPanel.tsx"));

/** Help, by its button and its key, on pages that have no shell around them (sign-in, activation). */
export function HelpButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const hasHelp = useSlot(help).length > 0;
  useShortcuts({ palette: () => undefined, help: () => setOpen(hasHelp) });
  if (!hasHelp) return null;
  return (
    <>
      <IconButton icon={CircleQuestionMark} label={t("web.help.open")} onClick={() => setOpen(true)} />
      <Suspense>{open && <Help onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
