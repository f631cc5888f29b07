import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { HouseMark, institutionQuery } from "#web/shell/Brand.tsx";
import { HelpButton } from "#web/shell/HelpButton.tsx";
import { LanguageSwitch } from "#web/shell/LanguageSwitch.tsx";
import { usePageTitle } from "#web/ui/Page.tsx";
import { Toasts } from "#web/ui/toast.tsx";
import css from "./Gate.module.css";

type GateProps = { title: string; lead?: ReactNode; children: ReactNode; foot?: ReactNode };

/** The frame of what comes before Diwan: the institution on one side, one thing to do on the other. */
export function Gate({ title, lead, children, foot }: GateProps) {
  const t = useT();
  const formats = useFormats();
  const { data: institution } = useQuery(institutionQuery);
  usePageTitle(title);
  return (
    <div className={css.gate}>
      <header className={css.house}>
        <Lattice />
        <span className={css.mark}>
          <HouseMark size={40} />
        </span>
        <p className={css.names}>
          <strong>{institution ? formats.name(institution.name) : t("web.diwan")}</strong>
          {institution && <span>{t("web.diwan")}</span>}
        </p>
      </header>
      <main className={css.main}>
        <div className={css.languages}>
          <LanguageSwitch always />
          <HelpButton />
        </div>
        <div className={css.matter}>
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className={css.lead}>{lead}</p>}
          {children}
        </div>
        {foot && <footer className={css.foot}>{foot}</footer>}
      </main>
      <Toasts />
    </div>
  );
}

/** The lattice of eight-point stars, as on the doors of the house; decoration. */
const Lattice = () => (
  <svg className={css.lattice} aria-hidden="true">
    <defs>
      <pattern id="gate-lattice" width="96" height="96" patternUnits="userSpaceOnUse">
        <g fill="none" stroke="currentColor" strokeWidth="1">
          <rect x="24" y="24" width="48" height="48" />
          <rect x="24" y="24" width="48" height="48" transform="rotate(45 48 48)" />
          <path d="M48 14V0M48 82v14M14 48H0M82 48h14M24 24 0 0M72 24 96 0M24 72 0 96M72 72l24 24" />
        </g>
      </pattern>
    </defs>
    <rect width="100%" height="100%" fill="url(#gate-lattice)" />
  </svg>
);
