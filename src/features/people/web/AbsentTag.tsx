import { CalendarOff } from "lucide-react";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name } from "#web/ui/values.tsx";
import type { PersonView } from "../schema.ts";
import css from "./AbsentTag.module.css";

/** Away today, until when, and who stands in. */
export function AbsentTag({ person }: { person: Pick<PersonView, "absentUntil" | "standIn"> }) {
  const t = useT();
  const formats = useFormats();
  if (!person.absentUntil) return null;
  return (
    <span className={css.absent}>
      <Tag tone="warn" icon={CalendarOff}>
        {t("people.absent_until", { day: formats.date(person.absentUntil, "short") })}
      </Tag>
      {person.standIn && (
        <span className={css.standIn}>
          {t("people.stand_in")}{" "}
          <Link to={`/people/${person.standIn.id}`}>
            <Name of={person.standIn.name} />
          </Link>
        </span>
      )}
    </span>
  );
}
