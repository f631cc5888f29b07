import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ComboBox } from "#web/ui/ComboBox.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { Select } from "#web/ui/Select.tsx";
import css from "./lists.module.css";

/** What narrows the log; kept in the address. */
export type Filter = {
  actor?: string | undefined;
  type?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};
type Found = { items: { id: string; name: LocalizedName }[] };

export function AuditFilters({ filter, onChange }: { filter: Filter; onChange: (changes: Filter) => void }) {
  const t = useT();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ["audit-log", "types"],
    queryFn: () => get<{ types: string[] }>("/administration/audit/types"),
  });
  const person = useQuery({
    queryKey: ["people", filter.actor],
    enabled: /^[0-9a-f-]{36}$/.test(filter.actor ?? ""),
    queryFn: () => get<{ name: LocalizedName }>(`/people/${filter.actor}`),
  });
  const areas = [...new Set((data?.types ?? []).map((type) => type.split(".")[0] ?? type))];
  const area = filter.type?.split(".")[0] ?? "";
  const inArea = (data?.types ?? []).filter((type) => type.startsWith(`${area}.`));
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  const typeOf = (word: string): string =>
    t.has(`administration.area_${word}`) ? t.of(`administration.area_${word}`) : word;
  return (
    <div className={css.filters}>
      <ComboBox
        label={t("administration.audit_person")}
        optional
        value={filter.actor ?? null}
        valueLabel={person.data ? formats.name(person.data.name) : filter.actor}
        search={async (q, signal) =>
          (await get<Found>("/people", { query: { q }, signal })).items.map(({ id, name }) => ({
            value: id,
            label: formats.name(name),
          }))
        }
        onChange={(actor) => onChange({ actor: actor ?? undefined })}
      />
      <Select
        label={t("administration.audit_area")}
        value={area}
        placeholder={t("administration.audit_any")}
        onChange={(word: string) => onChange({ type: word ? `${word}.*` : undefined })}
        options={areas.map((word) => ({ value: word, label: typeOf(word) }))}
      />
      {area && (
        <Select
          label={t("administration.audit_type")}
          value={filter.type?.endsWith(".*") ? "" : (filter.type ?? "")}
          placeholder={t("administration.audit_any")}
          onChange={(type: string) => onChange({ type: type || `${area}.*` })}
          options={inArea.map((type) => ({ value: type, label: type.slice(area.length + 1) }))}
        />
      )}
      <DateField
        label={t("administration.audit_from")}
        optional
        value={filter.from ?? null}
        onChange={(from) => onChange({ from: from ?? undefined })}
      />
      <DateField
        label={t("administration.audit_to")}
        optional
        value={filter.to ?? null}
        onChange={(to) => onChange({ to: to ?? undefined })}
      />
      {isNarrowed && (
        <Button
          icon={X}
          tone="quiet"
          onClick={() =>
            onChange({ actor: undefined, type: undefined, subject: undefined, from: undefined, to: undefined })
          }
        >
          {t("administration.audit_clear")}
        </Button>
      )}
    </div>
  );
}
