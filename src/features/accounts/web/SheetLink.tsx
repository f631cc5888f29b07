import { Printer } from "lucide-react";
import { Icon } from "#web/ui/Icon.tsx";
import css from "./SheetLink.module.css";

/** Opens a sheet to print beside the page; a link, so that no browser takes it for an unwanted window. */
export const SheetLink = ({ href, children }: { href: string; children: string }) => (
  <a className={css.sheet} href={href} target="_blank" rel="noopener">
    <Icon of={Printer} size={16} />
    {children}
  </a>
);
