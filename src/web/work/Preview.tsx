import { Suspense } from "react";
import type { WorkItem } from "../feature.ts";
import { useT } from "../messages.tsx";
import { Button, LinkButton } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { DueTag } from "./DueTag.tsx";
import css from "./Preview.module.css";
import { Meta } from "./WorkRow.tsx";
import { type ItemVerb, kindOf, verbsOf } from "./work.ts";

/** The thing beside its list, so that one decides without losing one's place. What is in it is its feature's matter. */
export function Preview({ item, onVerb }: { item: WorkItem; onVerb: (verb: ItemVerb, item: WorkItem) => void }) {
  const t = useT();
  const Body = kindOf(item)?.Preview;
  return (
    <aside className={css.preview} aria-label={t("web.work.preview", { title: item.title })}>
      <header className={css.head}>
        <DueTag item={item} />
        <h2 dir="auto">{item.title}</h2>
        <Meta item={item} />
      </header>
      {Body && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard.
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
        <div className={css.body} tabIndex={0} role="group" aria-label={t("web.work.preview", { title: item.title })}>
          <Suspense fallback={<Skeleton lines={5} />}>
            <Body item={item} />
          </Suspense>
        </div>
      )}
      <footer className={css.foot}>
        {verbsOf(item).map((verb) => (
          <Button
            key={verb.code}
            tone={verb.verb.tone === "danger" ? "plain" : (verb.verb.tone ?? "plain")}
            onClick={() => onVerb(verb, item)}
            {...(verb.verb.icon && { icon: verb.verb.icon })}
          >
            {t.of(verb.verb.label)}
          </Button>
        ))}
        <LinkButton tone="quiet" to={item.href}>
          {t("web.open")}
        </LinkButton>
      </footer>
    </aside>
  );
}
