import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Facts } from "#web/ui/CheckAnswers.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { StatusView } from "../schema.ts";

/** The health of this instance, each line with a word and its icon. */
export default function StatusPage() {
  const t = useT();
  const query = useQuery({
    queryKey: ["administration", "status"],
    queryFn: () => get<StatusView>("/administration/status"),
  });
  return (
    <Page title={t("administration.status")} lead={t("administration.status_hint")}>
      <Loaded query={query}>{(status) => <Lines status={status} />}</Loaded>
    </Page>
  );
}

function Lines({ status }: { status: StatusView }) {
  const t = useT();
  const { fileSize, dateTime } = useFormats();
  const { database, disk, packages, audit } = status;
  const items = [
    { label: t("administration.status_version"), value: <Ref>{status.version}</Ref> },
    {
      label: t("administration.status_database"),
      value: t("administration.status_database_line", { version: database.version, size: fileSize(database.bytes) }),
    },
    {
      label: t("administration.status_disk"),
      value: (
        <Health good={!disk.alarm} fault={t("administration.status_disk_low")}>
          {t("administration.status_disk_free", { free: fileSize(disk.free), total: fileSize(disk.total) })}
        </Health>
      ),
    },
    {
      label: t("administration.status_packages"),
      value: (
        <Health good={packages.missing.length === 0} fault={t("administration.status_packages_missing")}>
          {packages.command && <Ref>{packages.command}</Ref>}
        </Health>
      ),
    },
    {
      label: t("administration.status_audit"),
      value: (
        <Health good={audit.signedAt !== null} fault={t("administration.status_audit_unsigned")}>
          {t("administration.status_audit_size", { count: audit.size })}
          {audit.signedAt && ` · ${t("administration.status_audit_signed", { time: dateTime(audit.signedAt) })}`}
        </Health>
      ),
    },
  ];
  return <Facts items={items} />;
}

/** A word with its icon, then the detail. */
function Health({ good, fault, children }: { good: boolean; fault: string; children: ReactNode }) {
  const t = useT();
  return (
    <>
      <Tag tone={good ? "success" : "warn"}>{good ? t("administration.status_good") : fault}</Tag> {children}
    </>
  );
}
