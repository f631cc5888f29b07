import { useT } from "#web/messages.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import type { ImportState } from "../../import/schema.ts";

const TONES = {
  checking: "info",
  checked: "info",
  unreadable: "danger",
  applying: "info",
  applied: "success",
  stale: "warn",
  failed: "danger",
} as const;

export function StateTag({ state }: { state: ImportState }) {
  const t = useT();
  return <Tag tone={TONES[state]}>{t(`people.import_state_${state}`)}</Tag>;
}
