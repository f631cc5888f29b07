import { useQuery } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Link, useCurrentPath } from "#web/navigation.tsx";
import { Band } from "#web/shell/Banners.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import type { Alarm } from "../schema.ts";

const ASK_MS = 10 * 60_000;

/** What an administrator must know whatever he is doing; the status page says it itself. */
export default function AlarmBanner() {
  const t = useT();
  const path = useCurrentPath();
  const { data } = useQuery({
    queryKey: ["administration", "alarms"],
    queryFn: () => get<{ items: Alarm[] }>("/administration/alarms"),
    staleTime: ASK_MS,
    refetchInterval: ASK_MS,
  });
  const alarms = data?.items ?? [];
  if (alarms.length === 0 || path === "/administration/status") return null;
  return (
    <Band>
      <Banner
        tone={alarms.some(({ level }) => level === "bad") ? "danger" : "warn"}
        actions={<Link to="/administration/status">{t("administration.alarm_see")}</Link>}
      >
        <ul>
          {alarms.map(({ what, days }) => (
            <li key={what}>
              {what === "certificate"
                ? t("administration.alarm_certificate", { days: Math.max(0, days ?? 0) })
                : t(`administration.alarm_${what}`)}
            </li>
          ))}
        </ul>
      </Banner>
    </Band>
  );
}
