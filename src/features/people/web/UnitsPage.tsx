import { ChevronRight, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { SmallFacts } from "#web/ui/SmallFacts.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { UnitBranch } from "../schema.ts";
import { useUnitTree } from "./queries.ts";
import { UnitDialog } from "./UnitDialog.tsx";
import css from "./UnitsPage.module.css";

/** Beyond so many units, only these levels are open when one arrives. */
const MANY_UNITS = 60;
const OPEN_LEVELS = 2;

/** The organisation as a tree: each unit with its head and its people; branches fold. */
export default function UnitsPage() {
  const t = useT();
  const query = useUnitTree();
  const [adding, setAdding] = useState(false);
  const add = query.data?.abilities.manage && (
    <Button tone="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t("people.new_unit")}
    </Button>
  );
  return (
    <Page
      title={t("people.units")}
      crumbs={[{ label: t("people.directory"), to: "/people" }, { label: t("people.units") }]}
      actions={add}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t("people.no_unit")}>{t("people.no_unit_text")}</EmptyState>
          ) : (
            <Tree units={items} />
          )
        }
      </Loaded>
      {adding && <UnitDialog parent={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}

type Children = ReadonlyMap<string | null, readonly UnitBranch[]>;

function Tree({ units }: { units: readonly UnitBranch[] }) {
  const t = useT();
  const under = useMemo(() => {
    const known = new Set(units.map((unit) => unit.id));
    return Map.groupBy(units, (unit) => (unit.parent && known.has(unit.parent) ? unit.parent : null));
  }, [units]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(() =>
    units.length > MANY_UNITS ? deepOnes(under) : new Set(),
  );
  const parents = units.filter((unit) => under.has(unit.id)).map((unit) => unit.id);
  const toggle = (id: string): void =>
    setFolded((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <div className={css.folding}>
        <Button size="small" tone="quiet" onClick={() => setFolded(new Set())}>
          {t("people.unfold_all")}
        </Button>
        <Button size="small" tone="quiet" onClick={() => setFolded(new Set(parents))}>
          {t("people.fold_all")}
        </Button>
      </div>
      <div className={css.tree}>
        <Branch units={under.get(null) ?? []} under={under} folded={folded} toggle={toggle} />
      </div>
    </>
  );
}

/** Units side by side, without what lies under them. */
export const UnitList = ({ units }: { units: readonly UnitBranch[] }) => (
  <ul className={css.tree}>
    {units.map((unit) => (
      <li key={unit.id}>
        <UnitLine unit={unit} isFlat />
      </li>
    ))}
  </ul>
);

/** The units below the first levels start folded, so that a large institution fits a screen. */
function deepOnes(under: Children): Set<string> {
  const deep = new Set<string>();
  const walk = (units: readonly UnitBranch[], level: number): void => {
    for (const unit of units) {
      if (level >= OPEN_LEVELS && under.has(unit.id)) deep.add(unit.id);
      walk(under.get(unit.id) ?? [], level + 1);
    }
  };
  walk(under.get(null) ?? [], 1);
  return deep;
}

type BranchProps = {
  units: readonly UnitBranch[];
  under: Children;
  folded: ReadonlySet<string>;
  toggle: (id: string) => void;
};

function Branch({ units, under, folded, toggle }: BranchProps) {
  return (
    <ul className={css.branch}>
      {units.map((unit) => {
        const below = under.get(unit.id);
        const isOpen = !folded.has(unit.id);
        return (
          <li key={unit.id}>
            <UnitLine unit={unit} {...(below && { fold: { isOpen, toggle: () => toggle(unit.id) } })} />
            {below && isOpen && <Branch units={below} under={under} folded={folded} toggle={toggle} />}
          </li>
        );
      })}
    </ul>
  );
}

type UnitLineProps = { unit: UnitBranch; fold?: { isOpen: boolean; toggle: () => void }; isFlat?: boolean };

/** One unit: its name, who heads it, how many people, the name it bore before. */
function UnitLine({ unit, fold, isFlat }: UnitLineProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <div className={css.line}>
      {fold ? (
        <button
          type="button"
          className={css.fold}
          aria-expanded={fold.isOpen}
          aria-label={t("people.units_under", { unit: formats.name(unit.name) })}
          onClick={fold.toggle}
        >
          <span className={fold.isOpen ? css.opened : undefined}>
            <Icon of={ChevronRight} size={16} directional />
          </span>
        </button>
      ) : (
        !isFlat && <span className={css.noFold} />
      )}
      <div className={css.what}>
        <p>
          <Link to={`/people/units/${unit.id}`} className={css.name}>
            <Name of={unit.name} />
          </Link>{" "}
          {unit.sigle && (
            <span className={css.sigle}>
              <Ref>{unit.sigle}</Ref>
            </span>
          )}
        </p>
        <SmallFacts>
          {unit.head ? (
            <>
              <Link to={`/people/${unit.head.id}`} className={css.head}>
                <Name of={unit.head.name} />
              </Link>
              {unit.interim && <> ({t("people.interim_short")})</>}
            </>
          ) : (
            t("people.no_head")
          )}
          {t("people.people_count", { count: unit.people })}
          {unit.formerly &&
            t("people.formerly", {
              name: formats.name(unit.formerly.name),
              day: formats.date(unit.formerly.untilDay, "short"),
            })}
        </SmallFacts>
      </div>
    </div>
  );
}
