import { ArrowRight, Bell, Check, Reply, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton, LinkButton } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Menu } from "../ui/Menu.tsx";
import { Card, Section } from "../ui/Page.tsx";
import { Tabs } from "../ui/Tabs.tsx";
import { toast } from "../ui/toast.tsx";
import css from "./GalleryPage.module.css";
import type { Samples } from "./samples.ts";

/** Buttons, menus, dialogs, tabs. */
export function ActsPart({ samples }: { samples: Samples }) {
  const [asking, setAsking] = useState(false);
  const [tab, setTab] = useState("0");
  return (
    <Section title="acts">
      <Card>
        <div className={css.row}>
          <Button tone="primary" onClick={() => toast(samples.note)}>
            {samples.send}
          </Button>
          <Button icon={Reply} directional>
            {samples.refuse}
          </Button>
          <Button tone="quiet">{samples.kinds[0]}</Button>
          <Button tone="danger" icon={Trash2} onClick={() => setAsking(true)}>
            {samples.refuse}
          </Button>
          <Button tone="primary" busy>
            {samples.send}
          </Button>
          <Button disabled>{samples.send}</Button>
          <Button size="small" icon={Check}>
            {samples.states[3]}
          </Button>
          <LinkButton to="/gallery" icon={ArrowRight} directional>
            {samples.tabs[0]}
          </LinkButton>
          <IconButton icon={Bell} label={samples.tabs[2] ?? ""} badge={7} />
          <Menu
            label={samples.tabs[1] ?? ""}
            items={samples.kinds.map((label, i) => ({
              id: String(i),
              label,
              checked: i === 1,
              run: () => toast(label),
            }))}
          />
        </div>
        <Tabs
          label={samples.title}
          value={tab}
          onChange={setTab}
          tabs={samples.tabs.map((label, i) => ({
            value: String(i),
            label,
            count: i * 3,
            content: <p>{samples.long}</p>,
          }))}
        />
      </Card>
      {asking && (
        <ConfirmDialog
          title={samples.refuse}
          verb={samples.refuse}
          tone="danger"
          reason={{ label: samples.tabs[0] ?? "", hint: samples.hint, required: true, canned: samples.states }}
          onConfirm={() => undefined}
          onClose={() => setAsking(false)}
        >
          <p>{samples.long}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
