import { Suspense } from "react";
import { PathPreview } from "#features/requests/web/api.tsx";
import { useT } from "#web/messages.tsx";
import { Card } from "#web/ui/Page.tsx";
import { Failure, Skeleton } from "#web/ui/Skeleton.tsx";
import { BalanceByYear } from "./BalanceByYear.tsx";
import { KIND } from "./kind.ts";
import type { LeavePartProps } from "./LeaveFields.tsx";
import { isWhole, useBalance } from "./queries.ts";

/** What stays in sight beside the form: the balance with what this leave takes, and who will decide. */
export function LeaveAside({ values, preview, requester }: LeavePartProps) {
  const t = useT();
  const balance = useBalance(requester);
  const counted = isWhole(values.period) ? preview.data : undefined;
  const buckets = counted?.buckets ?? balance.data?.buckets;
  return (
    <>
      <Card tight>
        <h2>{t("leave.balance")}</h2>
        {buckets ? (
          <BalanceByYear buckets={buckets} takes={counted?.takes ?? []} {...(counted && { after: counted.after })} />
        ) : balance.error ? (
          <Failure problem={balance.error} />
        ) : (
          <Skeleton lines={3} />
        )}
      </Card>
      <Card tight>
        <h2>{t("leave.who_decides")}</h2>
        <Suspense fallback={<Skeleton lines={6} />}>
          <PathPreview kind={KIND} {...(requester && { requester })} />
        </Suspense>
      </Card>
    </>
  );
}
