import type { ReactNode } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { useSlot } from "#web/slots.ts";
import type { DelegationOfPerson } from "../schema.ts";
import { ActLine } from "./ActLine.tsx";
import { delegationScopes } from "./api.tsx";
import { EndMenu } from "./EndMenu.tsx";

type DelegationLineProps = { delegation: DelegationOfPerson; manage: boolean; children: ReactNode };

/** A delegation of signature: for which decisions, by which act, between which days. */
export function DelegationLine({ delegation, manage, children }: DelegationLineProps) {
  const t = useT();
  const formats = useFormats();
  const known = useSlot(delegationScopes);
  const scopes = delegation.scopes.map((scope) => {
    const label = known.find((one) => one.scope === scope)?.label;
    return label ? t.of(label) : scope;
  });
  const withdrawn = delegation.withdrawnOn
    ? t("people.withdrawn_on", { day: formats.date(delegation.withdrawnOn, "short") })
    : "";
  return (
    <ActLine
      capacity={t("people.delegation")}
      fromDay={delegation.fromDay}
      untilDay={delegation.untilDay}
      act={{ number: delegation.actNumber, day: delegation.actDay }}
      note={[formats.list(scopes), withdrawn, delegation.withdrawalReason].filter(Boolean).join(" · ")}
      state={delegation.state}
      actions={
        manage &&
        delegation.state !== "ended" && (
          <EndMenu act={{ kind: "delegation", id: delegation.id, fromDay: delegation.fromDay }} />
        )
      }
    >
      {children}
    </ActLine>
  );
}
