import { Inbox, Menu as MenuIcon, Plus, Search, UserRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { features } from "../features.ts";
import { useT } from "../messages.tsx";
import { Link, useGo } from "../navigation.tsx";
import { useSession } from "../session.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/Menu.tsx";
import { useAccountItems } from "./AccountMenu.tsx";
import css from "./BottomBar.module.css";
import { useNavigationItems } from "./navigation-items.ts";
import { NavList, useAdministration } from "./Sidebar.tsx";

/** On phones: my work, search, new, the rest of the house, me. */
export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const t = useT();
  const account = useAccountItems();
  const create = useCreateItems();
  const [house, setHouse] = useState(false);
  return (
    <nav aria-label={t("web.nav.phone")} className={css.bar} data-print="hide">
      <Link to="/" exact className={css.one}>
        <Face icon={Inbox}>{t("web.nav.work")}</Face>
      </Link>
      <button type="button" className={css.one} onClick={onSearch}>
        <Face icon={Search}>{t("web.search")}</Face>
      </button>
      {create.length > 0 && (
        <Menu
          label={t("web.create")}
          items={create}
          trigger={(props) => (
            <button type="button" className={css.one} {...props}>
              <span className={css.plus}>
                <Icon of={Plus} size={22} />
              </span>
              <span className="visually-hidden">{t("web.create")}</span>
            </button>
          )}
        />
      )}
      <button type="button" className={css.one} onClick={() => setHouse(true)}>
        <Face icon={MenuIcon}>{t("web.nav.more")}</Face>
      </button>
      <Menu
        label={t("web.account")}
        items={account}
        trigger={(props) => (
          <button type="button" className={css.one} {...props}>
            <Face icon={UserRound}>{t("web.account.me")}</Face>
          </button>
        )}
      />
      {house && <House onClose={() => setHouse(false)} />}
    </nav>
  );
}

const Face = ({ icon, children }: { icon: typeof Inbox; children: ReactNode }) => (
  <>
    <Icon of={icon} size={22} />
    <span>{children}</span>
  </>
);

function House({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { main, foot } = useNavigationItems();
  return (
    <Dialog title={t("web.nav.label")} onClose={onClose} size="small">
      <NavList items={[...main, ...foot, ...useAdministration()]} onGo={onClose} />
    </Dialog>
  );
}

function useCreateItems() {
  const t = useT();
  const go = useGo();
  const { abilities } = useSession();
  return features
    .flatMap((feature) => feature.commands ?? [])
    .filter((command) => command.create && (!command.requires || abilities.includes(command.requires)))
    .map((command) => ({
      id: command.label,
      label: t.of(command.label),
      ...(command.icon && { icon: command.icon }),
      run: () => ("to" in command ? go(command.to) : void command.run()),
    }));
}
