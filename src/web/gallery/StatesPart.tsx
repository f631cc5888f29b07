import { Banner } from "../ui/Banner.tsx";
import { Breadcrumb } from "../ui/Breadcrumb.tsx";
import { Button } from "../ui/Button.tsx";
import { ConfirmationPanel } from "../ui/ConfirmationPanel.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Card, Section } from "../ui/Page.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Failure, Skeleton } from "../ui/Skeleton.tsx";
import { Tag } from "../ui/Tag.tsx";
import css from "./GalleryPage.module.css";
import type { Samples } from "./samples.ts";

const TONES = ["info", "warn", "danger", "success", "neutral"] as const;

/** What a screen says when it waits, is empty, is done or fails. */
export function StatesPart({ samples }: { samples: Samples }) {
  return (
    <Section title="states">
      <Breadcrumb
        items={[
          { label: samples.tabs[0] ?? "", to: "/gallery" },
          { label: samples.tabs[1] ?? "", to: "/gallery" },
          { label: samples.leave },
        ]}
      />
      <div className={css.row}>
        {TONES.map((tone, i) => (
          <Tag key={tone} tone={tone}>
            {samples.states[i]}
          </Tag>
        ))}
      </div>
      {TONES.map((tone, i) => (
        <Banner key={tone} tone={tone} title={samples.states[i]}>
          {samples.long}
        </Banner>
      ))}
      <Failure problem={{ title: samples.error, status: 503, requestId: "01JD8K7XQ2" }} retry={() => undefined} />
      <div className={css.columns}>
        <Card>
          <Progress label={samples.leave} done={12} total={40} />
          <Skeleton rows={3} />
        </Card>
        <Card>
          <EmptyState title={samples.states[3] ?? ""} action={<Button>{samples.send}</Button>}>
            {samples.note}
          </EmptyState>
        </Card>
        <ConfirmationPanel
          title={samples.states[3] ?? ""}
          reference={{ label: samples.tabs[1] ?? "", value: "2026/1042" }}
          actions={<Button>{samples.tabs[0]}</Button>}
        >
          <p>{samples.long}</p>
        </ConfirmationPanel>
      </div>
    </Section>
  );
}
