import { CircleQuestionMark, Search } from "lucide-react";
import { help } from "../feature.ts";
import { useT } from "../messages.tsx";
import { useSlot } from "../slots.ts";
import { IconButton } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { Notifications } from "./Notifications.tsx";
import css from "./TopBar.module.css";

/** As printed on keyboards. */
const PALETTE_KEYS = "Ctrl K";

type TopBarProps = { onSearch: () => void; onHelp: () => void };

/** Search and commands at the start; language, notices, help and the person at the end. */
export function TopBar({ onSearch, onHelp }: TopBarProps) {
  const t = useT();
  const hasHelp = useSlot(help).length > 0;
  return (
    <header className={css.bar} data-print="hide">
      <button type="button" className={css.search} onClick={onSearch} aria-keyshortcuts="Control+K">
        <Icon of={Search} size={16} />
        <span className={css.words}>{t("web.palette.prompt")}</span>
        <kbd>{PALETTE_KEYS}</kbd>
      </button>
      <div className={css.end}>
        <LanguageSwitch />
        <Notifications />
        {hasHelp && <IconButton icon={CircleQuestionMark} label={t("web.help.open")} onClick={onHelp} />}
        <AccountMenu />
      </div>
    </header>
  );
}
