import type { WorkItem } from "../feature.ts";
import { useFormats, useT } from "../messages.tsx";
import { Button, LinkButton } from "../ui/Button.tsx";
import { Cell, type RowState } from "../ui/DataList.tsx";
import { Icon } from "../ui/Icon.tsx";
import { SmallFacts } from "../ui/SmallFacts.tsx";
import { Name, Ref } from "../ui/values.tsx";
import { DueTag } from "./DueTag.tsx";
import css from "./WorkRow.module.css";
import { type ItemVerb, kindOf, verbsOf } from "./work.ts";

type WorkRowProps = { item: WorkItem; state: RowState; onVerb: (verb: ItemVerb, item: WorkItem) => void };

/** One thing that waits: choose, what it is and whose, how urgent, the one verb that matters. */
export function WorkRow({ item, state, onVerb }: WorkRowProps) {
  const t = useT();
  const kind = kindOf(item);
  const main = verbsOf(item)[0];
  return (
    <>
      <Cell className={css.pick}>
        <label className={css.hit}>
          <input type="checkbox" checked={state.selected} tabIndex={state.tabIndex} onChange={state.toggle} />
          <span className="visually-hidden">{t("web.work.pick", { title: item.title })}</span>
        </label>
      </Cell>
      <Cell className={css.what}>
        <span className={css.title}>
          {kind && <Icon of={kind.icon} size={16} label={t.of(kind.label)} />}
          <bdi>{item.title}</bdi>
        </span>
        <Meta item={item} />
      </Cell>
      <Cell className={css.due}>
        <DueTag item={item} />
      </Cell>
      <Cell className={css.verb}>
        {main && main.verb.tone === "primary" ? (
          <Button tabIndex={state.tabIndex} onClick={() => onVerb(main, item)}>
            {t.of(main.verb.label)}
          </Button>
        ) : (
          <LinkButton to={item.href}>{t("web.open")}</LinkButton>
        )}
      </Cell>
    </>
  );
}

/** Reference, who, where, since when: in one quiet line. */
export function Meta({ item }: { item: WorkItem }) {
  const t = useT();
  const formats = useFormats();
  return (
    <SmallFacts>
      {item.reference && <Ref>{item.reference}</Ref>}
      {item.from && <Name of={item.from} />}
      {item.unit && <Name of={item.unit} />}
      {item.capacity && t.of(item.capacity)}
      {formats.ago(item.waitingSince)}
    </SmallFacts>
  );
}
