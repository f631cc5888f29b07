import type { WorkItem } from "../feature.ts";
import { useT } from "../messages.tsx";
import { Button } from "../ui/Button.tsx";
import css from "./BatchBar.module.css";
import { commonVerbs, type ItemVerb } from "./work.ts";

type BatchBarProps = {
  items: readonly WorkItem[];
  busy: boolean;
  onVerb: (verb: ItemVerb) => void;
  onClear: () => void;
};

/** What can be done to all that is chosen; each verb says how many it will touch. */
export function BatchBar({ items, busy, onVerb, onClear }: BatchBarProps) {
  const t = useT();
  const verbs = commonVerbs(items);
  return (
    <section className={css.bar} aria-label={t("web.work.chosen", { count: items.length })}>
      <strong aria-live="polite">{t("web.work.chosen", { count: items.length })}</strong>
      {verbs.length === 0 && <span className={css.none}>{t("web.work.no_common_verb")}</span>}
      <div className={css.verbs}>
        <Button tone="quiet" onClick={onClear}>
          {t("web.work.clear")}
        </Button>
        {[...verbs].reverse().map((verb) => (
          <Button
            key={verb.code}
            busy={busy}
            tone={verb.verb.tone === "danger" ? "plain" : (verb.verb.tone ?? "plain")}
            onClick={() => onVerb(verb)}
          >
            {t("web.work.verb_count", { verb: t.of(verb.verb.label), count: items.length })}
          </Button>
        ))}
      </div>
    </section>
  );
}
