import { Copy } from "lucide-react";
import { useT } from "#web/messages.tsx";
import { IconButton } from "#web/ui/Button.tsx";
import { toast } from "#web/ui/toast.tsx";

/** Puts a text on the clipboard; absent where the browser has none to give (plain http in the office). */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useT();
  if (!navigator.clipboard) return null;
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(
      () => toast(t("papers.copied")),
      () => undefined,
    );
  };
  return <IconButton icon={Copy} size="small" label={label} onClick={copy} />;
}
