import { FileText } from "lucide-react";
import { useFormats, useT } from "#web/messages.tsx";
import { useRouteSearch } from "#web/navigation.tsx";
import { useAbility } from "#web/session.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Line, LineLink, LineList } from "#web/ui/LineList.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import { SmallFacts } from "#web/ui/SmallFacts.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { PaperView } from "../schema.ts";

/** The numbered papers issued about oneself: decisions, certificates. */
export default function PapersPage() {
  const t = useT();
  const isHr = useAbility("hr");
  const reads = useAbility("administrator") || isHr;
  const { person } = useRouteSearch<{ person?: string }>();
  const query = usePages<PaperView>(["papers", "list"], "/papers", { person });
  return (
    <Page
      title={t("papers.title")}
      lead={t("papers.lead")}
      actions={reads && <LinkButton to="/papers/reports">{t("papers.reports")}</LinkButton>}
    >
      <Paged
        query={query}
        empty={
          <EmptyState title={t("papers.none")} action={<LinkButton to="/requests/new">{t("papers.ask")}</LinkButton>} />
        }
      >
        {(papers) => (
          <LineList label={t("papers.title")}>
            {papers.map((paper) => (
              <PaperLine key={paper.id} paper={paper} />
            ))}
          </LineList>
        )}
      </Paged>
    </Page>
  );
}

function PaperLine({ paper }: { paper: PaperView }) {
  const formats = useFormats();
  return (
    <Line icon={FileText} end={<States paper={paper} />}>
      <LineLink to={`/papers/${paper.id}`}>
        <Name of={paper.title} />
      </LineLink>
      <SmallFacts>
        <Ref>{paper.reference}</Ref>
        {formats.date(paper.day)}
        <Name of={paper.signedBy.name} />
      </SmallFacts>
    </Line>
  );
}

function States({ paper }: { paper: PaperView }) {
  const t = useT();
  return (
    <>
      {paper.revokedAt && <Tag tone="danger">{t("papers.revoked")}</Tag>}
      {!paper.ready && <Tag tone="info">{t("papers.being_set")}</Tag>}
    </>
  );
}
