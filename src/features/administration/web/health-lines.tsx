import type { ReactNode } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { StatusView } from "../schema.ts";
import { Command, type HealthLine } from "./HealthList.tsx";

const VERIFY = "bin/diwan storage verify";
const BACKUP = "bin/diwan backup /mnt/backup/diwan.tar";

/** What the status page says of each part, and what to do about it. */
export function useHealthLines(status: StatusView): HealthLine[] {
  return [...useMachineLines(status), ...useKeepingLines(status), ...useWorkLines(status), useVersionLine(status)];
}

function useMachineLines({ programs, database, processes, disk, certificate }: StatusView): HealthLine[] {
  const t = useT();
  const formats = useFormats();
  const size = formats.fileSize;
  const off = programs.functions.filter(({ on }) => !on).map(({ name }) => nameOf(t, `host.${name}`, name));
  return [
    {
      key: "certificate",
      title: t("administration.status_certificate"),
      level: certificate.level,
      detail: <Certificate of={certificate.shown} />,
      remedy: t(certificate.shown?.source === "given" ? "administration.mend_given" : "administration.mend_issued"),
    },
    {
      key: "disk",
      title: t("administration.status_disk"),
      level: disk.level,
      detail: t("administration.status_disk_free", { free: size(disk.free), total: size(disk.total) }),
      remedy: t.rich("administration.mend_disk", { folder: <Ref>{disk.folder}</Ref> }),
    },
    {
      key: "processes",
      title: t("administration.status_processes"),
      level: processes.level,
      detail: (
        <ul>
          {processes.items.map(({ name, pid, since, memory }) => (
            <li key={pid}>
              {t("administration.status_process", {
                name: t(`administration.process_${name}`),
                since: formats.dateTime(since),
                memory: size(memory),
              })}
            </li>
          ))}
        </ul>
      ),
      remedy: t("administration.mend_processes"),
    },
    {
      key: "database",
      title: t("administration.status_database"),
      level: database.level,
      detail: t(`administration.database_${database.kind}`, {
        // One name: the sentence around it may run the other way.
        server: `PostgreSQL ${database.version}`,
        size: size(database.bytes),
      }),
    },
    {
      key: "programs",
      title: t("administration.status_programs"),
      level: programs.level,
      detail:
        programs.functions.length === 0
          ? t("administration.programs_none_needed")
          : off.length === 0
            ? t("administration.programs_all_there")
            : t("administration.programs_off", { functions: formats.list(off) }),
      remedy: (
        <>
          {t("administration.mend_programs")}
          <Command>{programs.command}</Command>
        </>
      ),
    },
  ];
}

function Certificate({ of }: { of: StatusView["certificate"]["shown"] }) {
  const t = useT();
  const formats = useFormats();
  if (!of) return t("administration.certificate_none");
  const facts: ReactNode[] = [
    t("administration.certificate_left", { days: Math.max(0, of.daysLeft), day: formats.dateTime(of.notAfter) }),
    t.rich("administration.certificate_names", { names: <Ref>{of.names.join(", ")}</Ref> }),
    t.rich("administration.certificate_issuer", { issuer: <Ref>{of.issuer}</Ref> }),
    of.root && t("administration.certificate_root", { days: Math.max(0, of.root.daysLeft) }),
  ];
  return (
    <ul>
      {facts.map((fact, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: four fixed facts.
        fact ? <li key={index}>{fact}</li> : null,
      )}
    </ul>
  );
}

function useKeepingLines({ backup, secondFactor, audit, storage }: StatusView): HealthLine[] {
  const t = useT();
  const formats = useFormats();
  return [
    {
      key: "backup",
      title: t("administration.status_backup"),
      level: backup.level,
      detail: backup.at
        ? t("administration.backup_at", { ago: formats.ago(backup.at), time: formats.dateTime(backup.at) })
        : t("administration.backup_never"),
      remedy: (
        <>
          {t("administration.mend_backup")}
          <Command>{BACKUP}</Command>
        </>
      ),
    },
    {
      key: "audit",
      title: t("administration.status_audit"),
      level: audit.level,
      detail: [
        t("administration.status_audit_size", { count: audit.size }),
        audit.signedAt && t("administration.status_audit_signed", { time: formats.dateTime(audit.signedAt) }),
      ]
        .filter(Boolean)
        .join(" · "),
      remedy: t("administration.mend_audit"),
    },
    {
      key: "storage",
      title: t("administration.status_storage"),
      level: storage.level,
      detail: [
        t("administration.status_storage_size", { count: storage.count, size: formats.fileSize(storage.bytes) }),
        storage.findings > 0 && t("administration.status_storage_findings", { count: storage.findings }),
        storage.checkedSince &&
          t("administration.status_storage_checked", { time: formats.dateTime(storage.checkedSince) }),
      ]
        .filter(Boolean)
        .join(" · "),
      remedy: (
        <>
          {t("administration.mend_storage")}
          <Command>{VERIFY}</Command>
        </>
      ),
    },
    {
      key: "second_factor",
      title: t("administration.status_second_factor"),
      level: secondFactor.level,
      detail: t(`administration.factor_${secondFactor.rule}`),
      remedy: <Link to="/administration/accounts">{t("administration.mend_second_factor")}</Link>,
    },
  ];
}

function useWorkLines({ jobs, parked }: StatusView): HealthLine[] {
  const t = useT();
  return [
    {
      key: "jobs",
      title: t("administration.status_jobs"),
      level: jobs.level,
      detail: t("administration.jobs_counts", jobs),
      remedy: <Link to="/administration/queue">{t("administration.mend_jobs")}</Link>,
    },
    {
      key: "parked",
      title: t("administration.status_parked"),
      level: parked.level,
      detail: t("administration.parked_count", { count: parked.count }),
      remedy: <Link to="/administration/queue?tab=parked">{t("administration.mend_parked")}</Link>,
    },
  ];
}

function useVersionLine({ version }: StatusView): HealthLine {
  const t = useT();
  return { key: "version", title: t("administration.status_version"), level: "good", detail: <Ref>{version}</Ref> };
}

/** What a feature calls it, or its code. */
const nameOf = (t: ReturnType<typeof useT>, key: string, code: string): string => (t.has(key) ? t.of(key) : code);
