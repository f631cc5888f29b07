import { Download } from "lucide-react";
import { useState } from "react";
import { post } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { Link, useGo } from "#web/navigation.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { FileDrop } from "#web/ui/FileDrop.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Page, Section } from "#web/ui/Page.tsx";
import { Table } from "#web/ui/Table.tsx";
import { FileName } from "#web/ui/values.tsx";
import css from "./ImportPage.module.css";
import { useImportSheets, useImports } from "./queries.ts";
import { StateTag } from "./StateTag.tsx";

const MAX_BYTES = 20 * 1024 * 1024;

/** Where lists become the structure: the template, the file to check, and the last files. */
export default function ImportPage() {
  const t = useT();
  return (
    <Page
      title={t("people.import")}
      lead={t("people.import_lead")}
      back={{ to: "/administration", label: t("web.nav.administration") }}
    >
      <Template />
      <Send />
      <Past />
    </Page>
  );
}

function Template() {
  const t = useT();
  const sheets = useImportSheets().data?.items ?? [];
  return (
    <Section title={t("people.import_fill")} lead={t("people.import_fill_text")}>
      <a className={css.download} href="/api/people/imports/template" download>
        <Icon of={Download} size={16} />
        {t("people.import_template")}
      </a>
      {sheets.length > 0 && (
        <div className={css.lists}>
          <span>{t("people.import_template_lists")}</span>
          <ul>
            {sheets.map((sheet) => (
              <li key={sheet.name}>
                <a href={`/api/people/imports/template?sheet=${sheet.name}`} download>
                  {sheet.title}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function Send() {
  const t = useT();
  const go = useGo();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [missing, setMissing] = useState(false);
  const send = async (): Promise<void> => {
    const file = files[0];
    if (!file) return setMissing(true);
    setBusy(true);
    setProblem(null);
    try {
      const form = new FormData();
      form.append("file", file);
      const { id } = await post<{ id: string }>("/people/imports", form);
      go(`/administration/import/${id}`);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Section title={t("people.import_send")}>
      <div className={css.form}>
        {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
        <FileDrop
          label={t("people.import_file")}
          hint={t("people.import_file_hint")}
          accept=".xlsx,.csv,.txt"
          maxBytes={MAX_BYTES}
          value={files}
          error={missing && files.length === 0 ? t("people.import_file_missing") : undefined}
          onChange={(chosen) => setFiles(chosen)}
        />
        <Button tone="primary" busy={busy} onClick={() => void send()}>
          {t("people.import_check")}
        </Button>
      </div>
    </Section>
  );
}

function Past() {
  const t = useT();
  const formats = useFormats();
  const items = useImports().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t("people.import_past")}>
      <Table
        caption={t("people.import_past")}
        rows={items}
        rowKey={(item) => item.id}
        columns={[
          {
            key: "file",
            header: t("people.import_past_file"),
            isHeader: true,
            cell: (item) => (
              <Link to={`/administration/import/${item.id}`}>
                <FileName>{item.fileName}</FileName>
              </Link>
            ),
          },
          {
            key: "when",
            header: t("people.import_past_when"),
            secondary: true,
            cell: (item) => formats.dateTime(item.uploadedAt),
          },
          { key: "state", header: t("people.import_past_state"), cell: (item) => <StateTag state={item.state} /> },
        ]}
      />
    </Section>
  );
}
