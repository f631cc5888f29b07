import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { del } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { LineList } from "#web/ui/LineList.tsx";
import { Section } from "#web/ui/Page.tsx";
import { DateRangeText, Name } from "#web/ui/values.tsx";
import type { AbsenceView } from "../schema.ts";
import { ActLine } from "./ActLine.tsx";
import { dayAfter } from "./acts.ts";

/** When the person is and was away; the cause stays where it was decided. */
export function AbsencesSection({ absences, manage }: { absences: readonly AbsenceView[]; manage: boolean }) {
  const t = useT();
  return (
    <Section title={t("people.absences")} lead={t("people.absences_lead")}>
      {absences.length === 0 ? (
        <p>{t("people.no_absence")}</p>
      ) : (
        <LineList label={t("people.absences")}>
          {absences.map((absence) => (
            <ActLine
              key={absence.id}
              fromDay={absence.fromDay}
              untilDay={dayAfter(absence.toDay)}
              actions={manage && absence.entered && <Withdraw absence={absence} />}
            >
              {absence.standIn ? (
                <span>
                  {t("people.stand_in")}{" "}
                  <Link to={`/people/${absence.standIn.id}`}>
                    <Name of={absence.standIn.name} />
                  </Link>
                </span>
              ) : (
                t("people.no_stand_in")
              )}
            </ActLine>
          ))}
        </LineList>
      )}
    </Section>
  );
}

function Withdraw({ absence }: { absence: AbsenceView }) {
  const t = useT();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const withdraw = async (): Promise<void> => {
    await del(`/absences/${absence.id}`);
    await queries.invalidateQueries({ queryKey: ["people"] });
  };
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
        {t("people.withdraw_absence")}
      </Button>
      {open && (
        <ConfirmDialog
          title={t("people.withdraw_absence_question")}
          verb={t("people.withdraw_absence")}
          tone="danger"
          onConfirm={withdraw}
          onClose={() => setOpen(false)}
        >
          <p>
            <DateRangeText from={absence.fromDay} to={absence.toDay} />
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
