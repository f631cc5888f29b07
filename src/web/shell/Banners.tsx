import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useSyncExternalStore } from "react";
import { shellBanners, stepUp } from "../feature.ts";
import { useFormats, useT } from "../messages.tsx";
import { useCurrentPath } from "../navigation.tsx";
import { takeUpdate, updates } from "../pwa/register.ts";
import { useSession } from "../session.tsx";
import { useSlot } from "../slots.ts";
import { useProof } from "../step-up.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button, LinkButton } from "../ui/Button.tsx";
import css from "./Banners.module.css";

const online = {
  subscribe: (listener: () => void): (() => void) => {
    addEventListener("online", listener);
    addEventListener("offline", listener);
    return () => {
      removeEventListener("online", listener);
      removeEventListener("offline", listener);
    };
  },
  now: (): boolean => navigator.onLine,
};

/** The network is gone: what is kept, and that nothing can be sent or decided meanwhile. */
export function OfflineBanner() {
  const t = useT();
  if (useSyncExternalStore(online.subscribe, online.now)) return null;
  return (
    <div className={css.band}>
      <Banner tone="warn" title={t("web.offline.title")} live>
        {t("web.offline.text")}
      </Banner>
    </div>
  );
}

/** A newer client waits. */
export function UpdateBanner() {
  const t = useT();
  const waits = useSyncExternalStore(updates.subscribe, updates.waiting);
  if (!waits) return null;
  return (
    <div className={css.band}>
      <Banner
        tone="info"
        title={t("web.update.title")}
        live
        actions={
          <Button size="small" onClick={takeUpdate}>
            {t("web.update.take")}
          </Button>
        }
      >
        {t("web.update.text")}
      </Banner>
    </div>
  );
}

/** One acts for a post or a person that is not one's own: said on every screen. */
export function ActingBanner() {
  const t = useT();
  const formats = useFormats();
  const { actingFor = [] } = useSession();
  if (actingFor.length === 0) return null;
  return (
    <section className={css.acting} aria-label={t("web.acting.label")}>
      {actingFor.map((one) => {
        const said = t("web.acting", { kind: one.kind, name: formats.name(one.name) });
        const until = one.until ? t("web.acting.until", { day: one.until }) : "";
        return <span key={one.id}>{[said, until].filter(Boolean).join(" ")}</span>;
      })}
    </section>
  );
}

/**
 * The person is cleared for more than a session opened like this one shows. Said whether or not anything is hidden; whoever
 * holds nothing that would raise it is led to where he sets it up.
 */
export function StrengthBanner() {
  const t = useT();
  const { limited, provable } = useSession();
  if (!limited) return null;
  return (
    <div className={css.band}>
      <Banner title={t("web.limited.title")} actions={provable ? <Prove /> : <SetUp />}>
        {t(provable ? "web.limited.text" : "web.limited.unarmed")}
      </Banner>
    </div>
  );
}

function Prove() {
  const t = useT();
  const prove = useProof();
  const queries = useQueryClient();
  const raise = async (): Promise<void> => {
    if (await prove()) await queries.invalidateQueries();
  };
  return (
    <Button size="small" onClick={() => void raise()}>
      {t("web.limited.prove")}
    </Button>
  );
}

function SetUp() {
  const t = useT();
  const settings = useSlot(stepUp)[0]?.settings;
  const here = useCurrentPath();
  if (!settings || here === settings) return null;
  return (
    <LinkButton size="small" to={settings}>
      {t("web.limited.set_up")}
    </LinkButton>
  );
}

/** What the features have to say on every screen, to those whom it concerns. */
export function FeatureBanners() {
  const { abilities } = useSession();
  const mine = useSlot(shellBanners).filter(({ requires }) => !requires || abilities.includes(requires));
  return (
    <Suspense>
      {mine.map(({ Banner }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the slot is filled once, before the first render.
        <Banner key={index} />
      ))}
    </Suspense>
  );
}

/** The place of a banner on every screen. */
export const Band = ({ children }: { children: ReactNode }) => <div className={css.band}>{children}</div>;
