import { type MessageKey, useT } from "../messages.tsx";
import { Dialog } from "./Dialog.tsx";
import css from "./KeyboardHelp.module.css";

export type KeyLine = { keys: readonly string[]; does: MessageKey };

/** The keys of a screen, by what they do. */
export function KeyboardHelp({ lines, onClose }: { lines: readonly KeyLine[]; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t("web.keys.title")} onClose={onClose} size="small">
      <dl className={css.list}>
        {lines.map(({ keys, does }) => (
          <div key={does} className={css.row}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t.of(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
