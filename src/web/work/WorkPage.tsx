import { Keyboard } from "lucide-react";
import { Suspense, useCallback, useMemo, useState } from "react";
import { homePanels, WORK_ASKS, type WorkItem } from "../feature.ts";
import { useT } from "../messages.tsx";
import { useGo, useRouteSearch, useSetSearch } from "../navigation.tsx";
import { useSession } from "../session.tsx";
import { useSlot } from "../slots.ts";
import { IconButton } from "../ui/Button.tsx";
import { Chips } from "../ui/Chips.tsx";
import { cx } from "../ui/class-names.ts";
import { DataList } from "../ui/DataList.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { KeyboardHelp } from "../ui/KeyboardHelp.tsx";
import { Page } from "../ui/Page.tsx";
import { Loaded, Skeleton } from "../ui/Skeleton.tsx";
import { useActs } from "./acts.tsx";
import { BatchBar } from "./BatchBar.tsx";
import { LIST_KEYS } from "./keys.ts";
import { Preview } from "./Preview.tsx";
import { useWide } from "./useWide.ts";
import css from "./WorkPage.module.css";
import { WorkRow } from "./WorkRow.tsx";
import { countsOf, type Filter, useWork, verbsOf, type WorkAnswer } from "./work.ts";

/** My work: one queue over all features, what is late first. */
export default function WorkPage() {
  const t = useT();
  const [keys, setKeys] = useState(false);
  const query = useWork();
  const items = query.data?.items ?? [];
  const late = items.filter((item) => item.state === "late").length;
  const lead = query.data && items.length > 0 ? t("web.work.lead", { count: items.length, late }) : undefined;
  return (
    <Page
      title={t("web.nav.work")}
      lead={lead}
      width="wide"
      actions={
        <IconButton icon={Keyboard} label={t("web.keys.title")} className={css.keys} onClick={() => setKeys(true)} />
      }
    >
      <Loaded query={query} skeleton={<Skeleton rows={6} />}>
        {(work) => <Queue work={work} />}
      </Loaded>
      {keys && <KeyboardHelp lines={LIST_KEYS} onClose={() => setKeys(false)} />}
    </Page>
  );
}

const idOf = (item: WorkItem): string => item.id;

function Queue({ work }: { work: WorkAnswer }) {
  const t = useT();
  const go = useGo();
  const wide = useWide();
  const { show = "all", on } = useRouteSearch<{ show?: Filter; on?: string }>();
  const setSearch = useSetSearch();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const acts = useActs(() => setSelected(new Set()));
  const counts = useMemo(() => countsOf(work.items), [work.items]);
  const shown = useMemo(() => work.items.filter((item) => show === "all" || item.ask === show), [work.items, show]);
  const current = shown.find((item) => item.id === on) ?? shown[0];
  const chosen = shown.filter((item) => selected.has(item.id));
  const groupOf = useCallback((item: WorkItem) => t(`web.work.group.${item.state}`), [t]);
  const byKey = (code: string, item: WorkItem): void => {
    const targets = chosen.length > 0 ? chosen : [item];
    const verb = verbsOf(targets[0] ?? item).find((one) => one.verb.key === code);
    if (verb && targets.every((target) => target.verbs.includes(verb.code))) acts.start(verb, targets);
  };
  const keys = Object.fromEntries(
    ["KeyA", "KeyR", "KeyD", "KeyS", "KeyV"].map((code) => [code, (item: WorkItem) => byKey(code, item)]),
  );

  if (work.items.length === 0) return <Calm handled={work.handledThisWeek} />;
  return (
    <div className={cx(css.split, wide && css.beside)}>
      <div className={css.queue}>
        <Chips
          label={t("web.work.filter")}
          value={show}
          onChange={(value) => setSearch({ show: value === "all" ? undefined : value, on: undefined })}
          options={(["all", ...WORK_ASKS] as const)
            .filter((value) => value === "all" || value === show || counts.has(value))
            .map((value) => ({ value, label: t(`web.work.ask.${value}`), count: counts.get(value) ?? 0 }))}
        />
        {shown.length === 0 ? (
          <EmptyState title={t("web.work.none_of_these")} />
        ) : (
          <DataList
            label={t("web.nav.work")}
            rows={shown}
            rowKey={idOf}
            groupOf={groupOf}
            selected={selected}
            onSelect={setSelected}
            current={current?.id ?? null}
            {...(wide && { onCurrent: (key: string) => setSearch({ on: key }) })}
            onOpen={(item) => go(item.href)}
            takesFocus={wide}
            keys={keys}
            renderRow={(item, state) => (
              <WorkRow item={item} state={state} onVerb={(verb) => acts.start(verb, [item])} />
            )}
          />
        )}
        {chosen.length > 0 && (
          <BatchBar
            items={chosen}
            busy={acts.busy}
            onVerb={(verb) => acts.start(verb, chosen)}
            onClear={() => setSelected(new Set())}
          />
        )}
        <Panels />
      </div>
      {wide && current && <Preview key={current.id} item={current} onVerb={(verb, item) => acts.start(verb, [item])} />}
      {acts.dialog}
    </div>
  );
}

function Calm({ handled }: { handled: number }) {
  const t = useT();
  return (
    <>
      <EmptyState title={t("web.work.empty")}>
        {handled > 0 ? t("web.work.handled", { count: handled }) : null}
      </EmptyState>
      <Panels />
    </>
  );
}

/** What the features put under the queue. */
function Panels() {
  const { abilities } = useSession();
  const panels = useSlot(homePanels).filter((panel) => !panel.requires || abilities.includes(panel.requires));
  if (panels.length === 0) return null;
  return (
    <div className={css.panels}>
      {[...panels]
        .sort((a, b) => a.order - b.order)
        .map(({ Panel, order }) => (
          <Suspense key={order} fallback={<Skeleton lines={3} />}>
            <Panel />
          </Suspense>
        ))}
    </div>
  );
}
