import { useState } from "react";
import { useFormats } from "../messages.tsx";
import { Checkbox, CheckboxGroup, RadioGroup } from "../ui/Choices.tsx";
import { ComboBox } from "../ui/ComboBox.tsx";
import { ErrorSummary } from "../ui/ErrorSummary.tsx";
import { FileDrop } from "../ui/FileDrop.tsx";
import { Card, Section } from "../ui/Page.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { Select } from "../ui/Select.tsx";
import { NumberField, TextField } from "../ui/TextField.tsx";
import css from "./GalleryPage.module.css";
import { PEOPLE, type Samples } from "./samples.ts";

/** Every field, empty, filled, refused and disabled. */
export function FieldsPart({ samples }: { samples: Samples }) {
  const formats = useFormats();
  const [text, setText] = useState("");
  const [days, setDays] = useState<number | null>(12.5);
  const [kind, setKind] = useState("1");
  const [person, setPerson] = useState<string | null>("1");
  const [files, setFiles] = useState<File[]>([new File([new Uint8Array(240_000)], "قرار 2026-118.pdf")]);
  const [many, setMany] = useState<string[]>(["0"]);
  const [yes, setYes] = useState(true);
  const kinds = samples.kinds.map((label, i) => ({ value: String(i), label }));
  const people = PEOPLE.map((name, i) => ({ value: String(i), label: formats.name(name), detail: name.ar }));
  return (
    <Section title="fields">
      <ErrorSummary attempts={0} faults={[{ path: "refused", title: samples.error }]} />
      <div className={css.columns}>
        <Card>
          <TextField label={samples.tabs[0]} hint={samples.hint} value={text} onChange={setText} optional />
          <TextField
            name="refused"
            label={samples.tabs[1]}
            value={samples.note}
            onChange={setText}
            error={samples.error}
          />
          <TextField label="RIB" kind="reference" value="310 810 1014029004423101 33" onChange={setText} />
          <TextField label={samples.tabs[2]} lines={3} maxLength={200} value={samples.long} onChange={setText} />
          <TextField label={samples.kinds[2]} value={samples.note} onChange={setText} disabled />
        </Card>
        <Card>
          <NumberField
            label={samples.kinds[0]}
            value={days}
            onChange={setDays}
            decimals={1}
            unit={samples.tabs[0] ?? ""}
          />
          <Select label={samples.kinds[3]} value={kind} onChange={setKind} options={kinds} />
          <ComboBox label={samples.states[0]} value={person} onChange={setPerson} options={people} />
          <SearchField label={samples.title} value="" onChange={setText} />
          <RadioGroup label={samples.states[4]} value={kind} onChange={setKind} options={kinds} />
        </Card>
        <Card>
          <CheckboxGroup label={samples.title} value={many} onChange={setMany} options={kinds} />
          <Checkbox label={samples.long} hint={samples.hint} value={yes} onChange={setYes} />
          <FileDrop label={samples.tabs[1]} hint={samples.hint} value={files} onChange={setFiles} multiple />
        </Card>
      </div>
    </Section>
  );
}
