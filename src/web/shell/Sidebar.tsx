import { useQuery } from "@tanstack/react-query";
import { Settings2 } from "lucide-react";
import { administrationPages, type NavItem } from "../feature.ts";
import { useT } from "../messages.tsx";
import { Link } from "../navigation.tsx";
import { useSession } from "../session.tsx";
import { useSlot } from "../slots.ts";
import { Icon } from "../ui/Icon.tsx";
import { Brand } from "./Brand.tsx";
import { useNavigationItems } from "./navigation-items.ts";
import css from "./Sidebar.module.css";

/** The house's parts at the page's start; icons alone on narrow screens, absent on phones (there the bottom bar). */
export function Sidebar() {
  const t = useT();
  const { main, foot } = useNavigationItems();
  return (
    <nav aria-label={t("web.nav.label")} className={css.sidebar} data-print="hide">
      <Link to="/" exact className={css.brand}>
        <Brand />
      </Link>
      <div className={css.nav}>
        <NavList items={main} />
        <div className={css.foot}>
          <NavList items={[...foot, ...useAdministration()]} />
        </div>
      </div>
    </nav>
  );
}

/** One line into the administration pages, for those who may open at least one. */
export function useAdministration(): NavItem[] {
  const { abilities } = useSession();
  const any = useSlot(administrationPages).some((page) => !page.requires || abilities.includes(page.requires));
  return any ? [{ label: "web.nav.administration", icon: Settings2, to: "/administration", order: 90 }] : [];
}

export function NavList({ items, onGo }: { items: readonly NavItem[]; onGo?: () => void }) {
  return (
    <ul className={css.list}>
      {items.map((item) => (
        <NavLine key={item.to} item={item} {...(onGo && { onGo })} />
      ))}
    </ul>
  );
}

function NavLine({ item, onGo }: { item: NavItem; onGo?: () => void }) {
  const t = useT();
  const label = t.of(item.label);
  return (
    <li>
      <Link to={item.to} exact={item.to === "/"} className={css.line} title={label} onClick={onGo}>
        <Icon of={item.icon} size={20} />
        <span className={css.label}>{label}</span>
        {item.count && <Count of={item.count} />}
      </Link>
    </li>
  );
}

function Count({ of }: { of: NonNullable<NavItem["count"]> }) {
  const t = useT();
  const { data } = useQuery(of);
  if (!data) return null;
  return (
    <span className={css.count}>
      <span aria-hidden="true">{data > 99 ? "99+" : data}</span>
      <span className="visually-hidden">{t("web.nav.waiting", { count: data })}</span>
    </span>
  );
}
