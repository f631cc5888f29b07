import { useQuery } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { StatusView } from "../schema.ts";
import { HealthList } from "./HealthList.tsx";
import { useHealthLines } from "./health-lines.tsx";

const REFRESH_MS = 30_000;

/** The health of this instance: each line in a word, and what to do where it is not good. */
export default function StatusPage() {
  const t = useT();
  const query = useQuery({
    queryKey: ["administration", "status"],
    queryFn: () => get<StatusView>("/administration/status"),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Page title={t("administration.status")} lead={t("administration.status_hint")} width="form">
      <Loaded query={query}>{(status) => <Health status={status} />}</Loaded>
    </Page>
  );
}

function Health({ status }: { status: StatusView }) {
  const t = useT();
  const lines = useHealthLines(status);
  const count = lines.filter((line) => line.level !== "good").length;
  return (
    <>
      {count === 0 ? (
        <Banner tone="success">{t("administration.status_all_good")}</Banner>
      ) : (
        <Banner tone="warn">{t("administration.status_to_mend", { count })}</Banner>
      )}
      <HealthList label={t("administration.status")} lines={lines} />
    </>
  );
}
