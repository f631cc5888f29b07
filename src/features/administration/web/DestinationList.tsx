import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { get, post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useAbility } from "#web/session.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { PersonName, Ref, UserText } from "#web/ui/values.tsx";
import type { DestinationView } from "../schema.ts";
import { DestinationDialog } from "./DestinationDialog.tsx";
import css from "./lists.module.css";

const KEY = ["administration", "destinations"];

/** The open destinations, each with who opened it, when and why. */
export function DestinationList() {
  const t = useT();
  const queries = useQueryClient();
  const mayChange = useAbility("administrator");
  const [opening, setOpening] = useState(false);
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => get<{ items: DestinationView[] }>("/administration/outbound/destinations"),
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  const open = mayChange && (
    <Button icon={Plus} onClick={() => setOpening(true)}>
      {t("administration.open_destination")}
    </Button>
  );
  return (
    <div className={css.stack}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t("administration.destinations_none")} action={open}>
              {t("administration.destinations_none_text")}
            </EmptyState>
          ) : (
            <div className={css.stack}>
              <p className={css.acts}>{open}</p>
              <ul className={css.list} aria-label={t("administration.tab_destinations")}>
                {items.map((entry) => (
                  <Line key={entry.origin} entry={entry} mayClose={mayChange} onChange={refresh} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      {opening && <DestinationDialog onClose={() => setOpening(false)} onDone={refresh} />}
    </div>
  );
}

type LineProps = { entry: DestinationView; mayClose: boolean; onChange: () => Promise<void> };

function Line({ entry, mayClose, onChange }: LineProps) {
  const t = useT();
  const formats = useFormats();
  const withStepUp = useStepUp();
  const [asking, setAsking] = useState(false);
  const close = async (reason: string): Promise<void> => {
    await withStepUp(() => post("/administration/outbound/destinations/closure", { origin: entry.origin, reason }));
    await onChange();
  };
  return (
    <li className={css.line}>
      <div className={css.words}>
        <strong>
          <Ref>{entry.origin}</Ref>
        </strong>
        {entry.reason && (
          <p>
            <UserText>{entry.reason}</UserText>
          </p>
        )}
        <p className={css.meta}>
          {entry.by && <PersonName name={entry.by.name} />}
          {entry.at && <time dateTime={entry.at}>{formats.dateTime(entry.at)}</time>}
          {entry.privateNetwork && <Tag>{t("administration.private_network")}</Tag>}
        </p>
      </div>
      {mayClose && (
        <div className={css.acts}>
          <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
            {t("administration.close_destination")}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={t("administration.close_destination_question")}
          verb={t("administration.close_destination")}
          tone="danger"
          reason={{ label: t("administration.reason"), hint: t("administration.reason_hint"), required: true }}
          onConfirm={close}
          onClose={() => setAsking(false)}
        >
          <p>{t.rich("administration.close_destination_text", { origin: <Ref>{entry.origin}</Ref> })}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
