import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { SecurityView } from "../schema.ts";
import { CardSection, TotpSection } from "./CodeSections.tsx";
import { DeviceSection } from "./DeviceSection.tsx";
import { PasskeySection } from "./PasskeySection.tsx";
import { PasswordSection } from "./PasswordSection.tsx";
import { RecoverySection } from "./RecoverySection.tsx";

const hasFactor = (view: SecurityView): boolean => view.passkeys.length > 0 || view.totp !== null || view.card !== null;

/** By what I prove who I am, and where I am signed in. */
export default function SecurityPage() {
  const t = useT();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["accounts", "security"],
    queryFn: () => get<SecurityView>("/accounts/security"),
  });
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["accounts"] });
    // What one holds decides what the session may still show.
    await queries.invalidateQueries({ queryKey: ["session"] });
  };
  return (
    <Page
      title={t("accounts.security")}
      lead={t("accounts.security_lead")}
      back={{ to: "/settings", label: t("web.settings") }}
      width="form"
    >
      <Loaded query={query}>
        {(view) => (
          <>
            {!hasFactor(view) && <Banner tone="warn">{t("accounts.no_second_factor")}</Banner>}
            {hasFactor(view) && view.recovery.remaining === 0 && (
              <Banner tone="warn">{t("accounts.no_recovery_codes")}</Banner>
            )}
            <PasskeySection passkeys={view.passkeys} onChange={refresh} />
            <PasswordSection login={view.login} password={view.password} onChange={refresh} />
            <TotpSection totp={view.totp} onChange={refresh} />
            <CardSection card={view.card} onChange={refresh} />
            {hasFactor(view) && <RecoverySection remaining={view.recovery.remaining} onChange={refresh} />}
            <DeviceSection onChange={refresh} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
