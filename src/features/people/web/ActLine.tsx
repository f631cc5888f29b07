import type { ReactNode } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Line } from "#web/ui/LineList.tsx";
import { SmallFacts } from "#web/ui/SmallFacts.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { ActState } from "../schema.ts";
import css from "./ActLine.module.css";
import { lastDayOf } from "./acts.ts";

type ActLineProps = {
  /** Who or what: the person, or the post. */
  children: ReactNode;
  /** In which capacity: "ad interim", "delegation of signature". */
  capacity?: ReactNode;
  fromDay: string;
  /** The first day on which it no longer holds; when it is the first day of all, it was withdrawn and never held. */
  untilDay: string | null;
  act?: { number: string; day: string | null } | undefined;
  note?: ReactNode;
  state?: ActState;
  actions?: ReactNode;
};

/** An act with its number and its two dates, in one line of a list. */
export function ActLine({ children, capacity, fromDay, untilDay, act, note, state, actions }: ActLineProps) {
  const t = useT();
  const formats = useFormats();
  const first = formats.date(fromDay);
  let dates = t("people.since", { day: first });
  if (untilDay === fromDay) dates = t("people.withdrawn_never", { day: first });
  else if (untilDay) dates = formats.dateRange(fromDay, lastDayOf(untilDay));
  return (
    <Line past={state === "ended"} end={actions}>
      <p className={css.who}>
        {children}
        {capacity && <Tag>{capacity}</Tag>}
        {state === "coming" && <Tag tone="info">{t("people.coming")}</Tag>}
      </p>
      <SmallFacts>
        {dates}
        {act?.number && (
          <>
            {t("people.act")} <Ref>{act.number}</Ref>
            {act.day && <> {t("people.act_of", { day: formats.date(act.day, "short") })}</>}
          </>
        )}
        {note}
      </SmallFacts>
    </Line>
  );
}
