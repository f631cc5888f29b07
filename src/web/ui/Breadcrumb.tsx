import { ChevronRight } from "lucide-react";
import { useT } from "../messages.tsx";
import { Link } from "../navigation.tsx";
import css from "./Breadcrumb.module.css";
import { Icon } from "./Icon.tsx";

export type Crumb = { label: string; to?: string };

/** Where this screen lies; the last one is the screen itself. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  const t = useT();
  return (
    <nav aria-label={t("web.breadcrumb")} data-print="hide">
      <ol className={css.list}>
        {items.map((item, i) => (
          <li key={item.label} className={css.item}>
            {i > 0 && <Icon of={ChevronRight} size={14} directional />}
            {item.to ? <Link to={item.to}>{item.label}</Link> : <span aria-current="page">{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
