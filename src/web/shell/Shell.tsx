import { type ReactNode, Suspense, useEffect, useState } from "react";
import { lazyPart } from "../lazy.ts";
import { useLiveUpdates } from "../live.ts";
import { here } from "../location.ts";
import { useT } from "../messages.tsx";
import { Navigate, useCurrentPath } from "../navigation.tsx";
import { useAccountPreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { Toasts } from "../ui/toast.tsx";
import { ActingBanner, FeatureBanners, OfflineBanner, StrengthBanner, UpdateBanner } from "./Banners.tsx";
import { BottomBar } from "./BottomBar.tsx";
import { JobTray } from "./JobTray.tsx";
import css from "./Shell.module.css";
import { Sidebar } from "./Sidebar.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { TopBar } from "./TopBar.tsx";

const Palette = lazyPart(() => import("./Palette.tsx"));
const Help = lazyPart(() => import("./HelpPanel.tsx"));

/** What surrounds every screen of a signed-in person; anyone else is sent to the sign-in, an empty house to its set-up. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session.setUp === false) return <Navigate to="/setup" />;
  return session.person ? <Frame>{children}</Frame> : <ToSignIn />;
}

/** Keeps where the person wanted to go: the address itself changes as soon as the way to the sign-in begins. */
function ToSignIn() {
  const [wanted] = useState(() => here().path + here().search);
  return <Navigate to="/sign-in" search={{ next: wanted === "/" ? undefined : wanted }} />;
}

function Frame({ children }: { children: ReactNode }) {
  const t = useT();
  const session = useSession();
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  useLiveUpdates(true);
  useAccountPreferences(session);
  useFocusOnArrival();
  useShortcuts({ palette: () => setOpen("palette"), help: () => setOpen("help") });
  const openPalette = (): void => setOpen("palette");
  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {t("web.skip")}
      </a>
      <Sidebar />
      <div className={css.body}>
        <TopBar onSearch={openPalette} onHelp={() => setOpen("help")} />
        <OfflineBanner />
        <UpdateBanner />
        <ActingBanner />
        <StrengthBanner />
        <FeatureBanners />
        <main id="content" tabIndex={-1} className={css.main}>
          {children}
        </main>
      </div>
      <BottomBar onSearch={openPalette} />
      <JobTray />
      <Toasts />
      <Suspense>
        {open === "palette" && <Palette onClose={() => setOpen(null)} />}
        {open === "help" && <Help onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

/** After a change of page the focus goes to the matter, so that keyboard and screen reader start there. */
function useFocusOnArrival(): void {
  const path = useCurrentPath();
  const [first] = useState(path);
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    if (path !== first) setMoved(true);
    if (!moved && path === first) return;
    const active = document.activeElement;
    if (!active || active === document.body || active.closest("nav, [data-arrival]")) {
      document.getElementById("content")?.focus({ preventScroll: true });
    }
  }, [path, first, moved]);
}
