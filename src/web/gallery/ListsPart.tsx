import { useMemo, useState } from "react";
import { useFormats } from "../messages.tsx";
import { CheckAnswers } from "../ui/CheckAnswers.tsx";
import { Chips } from "../ui/Chips.tsx";
import { Cell, DataList } from "../ui/DataList.tsx";
import { Card, Section } from "../ui/Page.tsx";
import { Table } from "../ui/Table.tsx";
import { Tag } from "../ui/Tag.tsx";
import { Timeline } from "../ui/Timeline.tsx";
import { Avatar, DateText, Money, PersonName, Ref } from "../ui/values.tsx";
import css from "./GalleryPage.module.css";
import { PEOPLE, POST, type Samples } from "./samples.ts";

const AT = "2026-11-20T09:40:00Z";

/** Tables, facts, a course of decisions, and a list of ten thousand rows. */
export function ListsPart({ samples }: { samples: Samples }) {
  const formats = useFormats();
  const [chip, setChip] = useState("0");
  const chips = samples.states.map((label, i) => ({ value: String(i), label, count: i + 2 }));
  const [me, head, division, director] = PEOPLE;
  return (
    <Section title="lists">
      <Chips label={samples.title} value={chip} onChange={setChip} options={chips} />
      <Table
        caption={samples.title}
        rows={PEOPLE}
        rowKey={(name) => name.fr}
        columns={[
          { key: "name", header: samples.tabs[0], isHeader: true, cell: (name) => <PersonName name={name} both /> },
          { key: "ref", header: samples.tabs[1], cell: () => <Ref>2026/1042</Ref> },
          {
            key: "day",
            header: samples.tabs[2],
            secondary: true,
            cell: () => <DateText day="2026-08-01" hijri="17 صفر 1448" />,
          },
          { key: "sum", header: samples.kinds[3], align: "end", cell: () => <Money centimes={123456750} /> },
        ]}
      />
      <div className={css.columns}>
        <Card>
          <Timeline
            label={samples.tabs[0] ?? ""}
            steps={[
              { id: "1", state: "done", title: samples.send, person: me, capacity: POST, at: AT },
              {
                id: "2",
                state: "done",
                title: samples.states[3],
                person: head,
                capacity: POST,
                delegation: "p.i. / بالنيابة",
                at: AT,
                comment: samples.note,
              },
              { id: "3", state: "returned", title: samples.states[1], person: division, at: AT, comment: samples.long },
              {
                id: "4",
                state: "now",
                title: samples.states[0],
                person: director,
                expected: formats.date("2026-12-02", "day"),
              },
              { id: "5", state: "next", title: samples.kinds[3] },
            ]}
          />
        </Card>
        <Card>
          <CheckAnswers
            answers={[
              { label: samples.tabs[0] ?? "", value: samples.leave, onChange: () => undefined },
              { label: samples.tabs[1] ?? "", value: <Ref>2026/1042</Ref>, onChange: () => undefined },
              { label: samples.tabs[2] ?? "", value: samples.long },
            ]}
          />
        </Card>
      </div>
      <Many samples={samples} />
    </Section>
  );
}

function Many({ samples }: { samples: Samples }) {
  const rows = useMemo(() => Array.from({ length: 10_000 }, (_, i) => i + 1), []);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  return (
    <DataList
      label={samples.title}
      rows={rows}
      rowKey={String}
      selected={selected}
      onSelect={setSelected}
      renderRow={(row, state) => (
        <>
          <Cell>
            <input
              type="checkbox"
              aria-label={`${samples.leave} ${row}`}
              checked={state.selected}
              tabIndex={state.tabIndex}
              onChange={state.toggle}
            />
          </Cell>
          <Cell>
            <Avatar name={PEOPLE[row % PEOPLE.length] ?? POST} />
          </Cell>
          <Cell className={css.rowText}>
            <strong>{samples.leave}</strong>
            <Ref>{`2026/${row}`}</Ref>
          </Cell>
          <Cell>
            <Tag tone={row % 2 ? "info" : "warn"}>{samples.states[row % 5]}</Tag>
          </Cell>
        </>
      )}
    />
  );
}
