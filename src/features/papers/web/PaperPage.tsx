import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, ExternalLink } from "lucide-react";
import { useState } from "react";
import { get, post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link, useRouteParams } from "#web/navigation.tsx";
import { usePerson } from "#web/session.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { type Answer, Facts } from "#web/ui/CheckAnswers.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Page, Section } from "#web/ui/Page.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { DateText, DateTimeText, PersonName, Ref } from "#web/ui/values.tsx";
import type { PaperView } from "../schema.ts";
import { ClassifyDialog, LoweringBanner } from "./Classification.tsx";
import { CopyButton } from "./CopyButton.tsx";
import css from "./PaperPage.module.css";

/** Asked again until the PDF is set; it takes a second or two. */
const SETTING_MS = 1_500;

/** One numbered paper: the sheet itself, and how anybody can verify it. */
export default function PaperPage() {
  const { id } = useRouteParams<{ id: string }>();
  const query = useQuery({
    queryKey: ["papers", id],
    queryFn: () => get<PaperView>(`/papers/${id}`),
    refetchInterval: ({ state }) => (state.data && !state.data.ready ? SETTING_MS : false),
  });
  return <Loaded query={query}>{(paper) => <Screen paper={paper} />}</Loaded>;
}

function Screen({ paper }: { paper: PaperView }) {
  const t = useT();
  const formats = useFormats();
  const me = usePerson().id;
  const [revoking, setRevoking] = useState(false);
  const [classifying, setClassifying] = useState(false);
  const file = `/api/papers/${paper.id}/file`;
  const actions = (
    <>
      {paper.ready && (
        <>
          <a className={css.action} href={`${file}?download=1`} download>
            <Icon of={Download} size={16} />
            {t("papers.download")}
          </a>
          <a className={css.action} href={file} target="_blank" rel="noreferrer">
            <Icon of={ExternalLink} size={16} directional />
            {t("papers.open")}
          </a>
        </>
      )}
      {paper.abilities.includes("classify") && (
        <Button onClick={() => setClassifying(true)}>{t("papers.classify")}</Button>
      )}
      {paper.abilities.includes("revoke") && <Button onClick={() => setRevoking(true)}>{t("papers.revoke")}</Button>}
    </>
  );
  return (
    <Page
      title={formats.name(paper.title)}
      back={{ to: "/papers", label: t("papers.title") }}
      tags={
        <>
          {paper.revokedAt ? (
            <Tag tone="danger">{t("papers.revoked")}</Tag>
          ) : (
            <Tag tone="success">{t("papers.valid")}</Tag>
          )}
          <Ref>{paper.reference}</Ref>
        </>
      }
      actions={actions}
    >
      {paper.revokedAt && (
        <Banner tone="danger" title={t("papers.revoked_on", { at: formats.dateTime(paper.revokedAt) })}>
          {paper.revokeReason && <bdi dir="auto">{paper.revokeReason}</bdi>}
        </Banner>
      )}
      <LoweringBanner paper={paper} />
      <div className={css.columns}>
        <Sheet paper={paper} file={file} />
        <div className={css.side}>
          <Section title={t("papers.about")}>
            <About paper={paper} mine={paper.person.id === me} />
          </Section>
          <Verification paper={paper} />
        </div>
      </div>
      {classifying && <ClassifyDialog paper={paper} onClose={() => setClassifying(false)} />}
      {revoking && <Revoke paper={paper} onClose={() => setRevoking(false)} />}
    </Page>
  );
}

/** The PDF in the browser's own viewer where it has one; a phone opens it apart. */
function Sheet({ paper, file }: { paper: PaperView; file: string }) {
  const t = useT();
  if (!paper.ready)
    return (
      <div className={css.waiting} role="status">
        <p>{t("papers.not_set_yet")}</p>
        <Skeleton lines={4} />
      </div>
    );
  if (!navigator.pdfViewerEnabled) return <p className={css.waiting}>{t("papers.no_viewer")}</p>;
  return (
    <iframe
      className={css.sheet}
      src={`${file}#navpanes=0&view=FitH`}
      title={t("papers.sheet", { reference: paper.reference })}
    />
  );
}

function About({ paper, mine }: { paper: PaperView; mine: boolean }) {
  const t = useT();
  const formats = useFormats();
  const items: Answer[] = [
    { label: t("papers.reference"), value: <Ref>{paper.reference}</Ref> },
    { label: t("papers.day"), value: <DateText day={paper.day} /> },
    ...(mine ? [] : [{ label: t("papers.person"), value: <PersonName name={paper.person.name} /> }]),
    { label: t("papers.signed_by"), value: <PersonName name={paper.signedBy.name} /> },
    { label: t("papers.issued_at"), value: <DateTimeText at={paper.issuedAt} /> },
    { label: t("papers.level"), value: t.of(`papers.level.${paper.level}`) },
  ];
  if (paper.size !== null) items.push({ label: t("papers.size"), value: formats.fileSize(paper.size) });
  items.push({
    label: t("papers.request"),
    value: <Link to={`/requests/${paper.subject}`}>{t("papers.request_open")}</Link>,
  });
  return <Facts items={items} />;
}

/** What a bank or another administration needs: the address behind the QR code, and the imprint of the file. */
function Verification({ paper }: { paper: PaperView }) {
  const t = useT();
  const { url, code } = paper.verification;
  return (
    <Section title={t("papers.verify")} lead={t("papers.verify_lead")}>
      <dl className={css.verify}>
        <div>
          <dt>{t("papers.verify_link")}</dt>
          <dd>
            <a href={url} target="_blank" rel="noreferrer" dir="ltr" className={css.url}>
              {url}
            </a>
            <CopyButton text={url} label={t("papers.copy_link")} />
          </dd>
        </div>
        <div>
          <dt>{t("papers.code")}</dt>
          <dd>
            <Ref>{code}</Ref>
            <CopyButton text={code} label={t("papers.copy_code")} />
          </dd>
        </div>
        {paper.sha256 && (
          <div>
            <dt>{t("papers.sha256")}</dt>
            <dd>
              <bdi dir="ltr" className={css.imprint}>
                {paper.sha256}
              </bdi>
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}

function Revoke({ paper, onClose }: { paper: PaperView; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const revoke = async (reason: string): Promise<void> => {
    await withStepUp(() => post(`/papers/${paper.id}/revocation`, { reason }));
    await queries.invalidateQueries({ queryKey: ["papers"] });
  };
  return (
    <ConfirmDialog
      title={t("papers.revoke_title", { reference: paper.reference })}
      verb={t("papers.revoke_verb")}
      tone="danger"
      reason={{ label: t("papers.revoke_reason"), hint: t("papers.revoke_hint"), required: true }}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{t("papers.revoke_text")}</p>
    </ConfirmDialog>
  );
}
