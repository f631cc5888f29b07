import { useQueryClient } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import { useState } from "react";
import { addDays } from "#platform/i18n/local-date.ts";
import { del } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Table } from "#web/ui/Table.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name, UserText } from "#web/ui/values.tsx";
import type { CancelledView, HolidayList, HolidayView } from "../schema.ts";
import css from "./CalendarPage.module.css";
import { CancelDialog, ConfirmHolidayDialog, ExceptionalDialog } from "./HolidayDialogs.tsx";
import { useHolidays } from "./queries.ts";

type Open = { act: "confirm" | "cancel"; holiday: HolidayView } | { act: "withdraw"; line: string } | { act: "add" };

/** The holidays of a year with how sure each is; what is announced is entered beside it. */
export function HolidaysTab({ year }: { year: number }) {
  return <Loaded query={useHolidays(year)}>{(list) => <Holidays list={list} year={year} />}</Loaded>;
}

function Holidays({ list, year }: { list: HolidayList; year: number }) {
  const t = useT();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const { change } = list.abilities;
  const items = list.items.filter((holiday) => holiday.date.startsWith(String(year)));
  return (
    <>
      <HolidayTable items={items} year={year} {...(change && { onAct: setOpen })} />
      {change && (
        <div className={css.foot}>
          <Button icon={Plus} onClick={() => setOpen({ act: "add" })}>
            {t("calendar.add")}
          </Button>
        </div>
      )}
      {list.cancelled.length > 0 && (
        <div className={css.cancelled}>
          <Cancelled
            lines={list.cancelled}
            {...(change && { onWithdraw: (line) => setOpen({ act: "withdraw", line }) })}
          />
        </div>
      )}
      {open?.act === "confirm" && <ConfirmHolidayDialog holiday={open.holiday} onClose={close} />}
      {open?.act === "cancel" && <CancelDialog holiday={open.holiday} onClose={close} />}
      {open?.act === "add" && <ExceptionalDialog year={year} onClose={close} />}
      {open?.act === "withdraw" && <WithdrawDialog line={open.line} onClose={close} />}
    </>
  );
}

type HolidayTableProps = { items: readonly HolidayView[]; year: number; onAct?: (open: Open) => void };

function HolidayTable({ items, year, onAct }: HolidayTableProps) {
  const t = useT();
  const formats = useFormats();
  const days = ({ date, days: count }: HolidayView): string =>
    count > 1 ? formats.dateRange(date, addDays(date, count - 1)) : formats.date(date, "full");
  return (
    <Table
      caption={t("calendar.holidays_of", { year: String(year) })}
      rows={items}
      rowKey={(holiday) => `${holiday.key} ${holiday.date}`}
      columns={[
        {
          key: "name",
          header: t("calendar.holiday"),
          isHeader: true,
          cell: (holiday) => (
            <>
              <Name of={holiday.name} />
              {holiday.source && (
                <span className={css.note}>
                  <UserText>{holiday.source}</UserText>
                </span>
              )}
            </>
          ),
        },
        { key: "days", header: t("calendar.days"), cell: days },
        { key: "state", header: t("calendar.state"), cell: (holiday) => <StateOf holiday={holiday} /> },
        ...(onAct
          ? [
              {
                key: "acts",
                header: <span className="visually-hidden">{t("calendar.acts")}</span>,
                align: "end" as const,
                cell: (holiday: HolidayView) => <ActsOn holiday={holiday} onAct={onAct} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function StateOf({ holiday }: { holiday: HolidayView }) {
  const t = useT();
  const formats = useFormats();
  const { state, movedFrom } = holiday;
  if (state === "expected")
    return (
      <Tag tone="warn" icon={CalendarClock}>
        {t("calendar.expected")}
      </Tag>
    );
  return (
    <>
      <Tag tone={state === "exceptional" ? "info" : "success"}>
        {t(movedFrom ? "calendar.moved" : `calendar.${state}`)}
      </Tag>
      {movedFrom && (
        <span className={css.note}>{t("calendar.instead_of", { day: formats.date(movedFrom, "short") })}</span>
      )}
    </>
  );
}

/** A line entered is withdrawn; anything else is confirmed where it is or moved, or does not take place. */
function ActsOn({ holiday, onAct }: { holiday: HolidayView; onAct: (open: Open) => void }) {
  const t = useT();
  const { override, state } = holiday;
  if (override)
    return (
      <Button size="small" tone="quiet" onClick={() => onAct({ act: "withdraw", line: override })}>
        {t("calendar.withdraw")}
      </Button>
    );
  return (
    <span className={css.acts}>
      <Button
        size="small"
        tone={state === "expected" ? "plain" : "quiet"}
        onClick={() => onAct({ act: "confirm", holiday })}
      >
        {t(state === "expected" ? "calendar.confirm" : "calendar.move")}
      </Button>
      <Button size="small" tone="quiet" onClick={() => onAct({ act: "cancel", holiday })}>
        {t("calendar.cancel")}
      </Button>
    </span>
  );
}

type CancelledProps = { lines: readonly CancelledView[]; onWithdraw?: (line: string) => void };

function Cancelled({ lines, onWithdraw }: CancelledProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <Section title={t("calendar.cancelled")}>
      <Table
        caption={t("calendar.cancelled")}
        rows={lines}
        rowKey={(line) => line.override}
        columns={[
          { key: "name", header: t("calendar.holiday"), isHeader: true, cell: (line) => <Name of={line.name} /> },
          { key: "day", header: t("calendar.days"), cell: (line) => formats.date(line.day, "full") },
          {
            key: "source",
            header: t("calendar.source"),
            secondary: true,
            cell: (line) => <UserText>{line.source}</UserText>,
          },
          {
            key: "acts",
            header: <span className="visually-hidden">{t("calendar.acts")}</span>,
            align: "end",
            cell: (line) =>
              onWithdraw && (
                <Button size="small" tone="quiet" onClick={() => onWithdraw(line.override)}>
                  {t("calendar.withdraw")}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}

function WithdrawDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const withdraw = async (): Promise<void> => {
    await del(`/calendar/overrides/${line}`);
    await queries.invalidateQueries({ queryKey: ["calendar"] });
  };
  return (
    <ConfirmDialog
      title={t("calendar.withdraw_question")}
      verb={t("calendar.withdraw")}
      tone="danger"
      onConfirm={withdraw}
      onClose={onClose}
    >
      <p>{t("calendar.withdraw_text")}</p>
    </ConfirmDialog>
  );
}
