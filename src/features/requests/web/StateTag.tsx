import { CircleDashed, Clock, Undo2 } from "lucide-react";
import { useT } from "#web/messages.tsx";
import type { StatusTone } from "#web/ui/Banner.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import type { RequestRow } from "../schema.ts";

type State = RequestRow["state"];
const TONES: Record<State, StatusTone> = {
  draft: "neutral",
  submitted: "info",
  returned: "warn",
  approved: "success",
  refused: "danger",
  withdrawn: "neutral",
  annulled: "danger",
};
const ICONS: Partial<Record<State, typeof Clock>> = { draft: CircleDashed, submitted: Clock, returned: Undo2 };

/** The state of a request in one word. */
export function StateTag({ state }: { state: State }) {
  const t = useT();
  const icon = ICONS[state];
  return (
    <Tag tone={TONES[state]} {...(icon && { icon })}>
      {t(`requests.state.${state}`)}
    </Tag>
  );
}
