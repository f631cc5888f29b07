import { FileCheck2 } from "lucide-react";
import { useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { LinkButton } from "#web/ui/Button.tsx";

/** The paper that the decision made, one press away. */
export function PaperLine({ id, annulled }: { id: string; annulled: boolean }) {
  const t = useT();
  return (
    <Banner
      tone={annulled ? "danger" : "success"}
      title={t(annulled ? "requests.paper_annulled" : "requests.paper")}
      actions={
        <LinkButton size="small" icon={FileCheck2} to={`/papers/${id}`}>
          {t("requests.paper_open")}
        </LinkButton>
      }
    />
  );
}
