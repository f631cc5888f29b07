import { useQuery } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Skeleton } from "#web/ui/Skeleton.tsx";
import type { StepView } from "../schema.ts";
import { StepTimeline } from "./StepTimeline.tsx";

/** Who will decide, before it is sent: each step with its post and who holds it today, acting ones marked, skipped ones explained. */
export default function PathPreview({ kind, requester }: { kind: string; requester?: string }) {
  const t = useT();
  const { data, error } = useQuery({
    queryKey: ["requests", "path", kind, requester ?? "me"],
    queryFn: () => get<{ steps: StepView[] }>("/requests/path", { query: { kind, requester } }),
    staleTime: 5 * 60_000,
  });
  if (error) return <Banner tone="warn">{sayProblem(t, error)}</Banner>;
  if (!data) return <Skeleton lines={6} />;
  return <StepTimeline steps={data.steps} label={t("requests.path")} />;
}
