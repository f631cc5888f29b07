import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { del, get, post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { toast } from "#web/ui/toast.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { DeviceView } from "../schema.ts";
import css from "./forms.module.css";

type Changes = { onChange: () => Promise<void> };

/** Where I am signed in, and the way to end it there. */
export function DeviceSection({ onChange }: Changes) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    queryKey: ["accounts", "sessions"],
    queryFn: () => get<{ items: DeviceView[] }>("/accounts/sessions"),
  });
  const endOthers = async (): Promise<void> => {
    const { ended } = await post<{ ended: number }>("/accounts/sessions/revocation");
    toast(t("accounts.others_ended", { count: ended }));
    await onChange();
  };
  return (
    <Section
      title={t("accounts.devices")}
      lead={t("accounts.devices_lead")}
      actions={<Button onClick={() => setAsking(true)}>{t("accounts.end_others")}</Button>}
    >
      <Loaded query={query}>
        {({ items }) => (
          <ul className={css.list}>
            {items.map((device) => (
              <DeviceLine key={device.id} device={device} onChange={onChange} />
            ))}
          </ul>
        )}
      </Loaded>
      {asking && (
        <ConfirmDialog
          title={t("accounts.end_others_question")}
          verb={t("accounts.end_others")}
          onClose={() => setAsking(false)}
          onConfirm={endOthers}
        >
          <p>{t("accounts.end_others_text")}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function DeviceLine({ device, onChange }: Changes & { device: DeviceView }) {
  const t = useT();
  const formats = useFormats();
  const end = (): void =>
    void del(`/accounts/sessions/${device.id}`).then(onChange, () => toast({ text: t("web.failed"), tone: "danger" }));
  return (
    <li className={css.item}>
      <div className={css.words}>
        <strong>{device.agent ? <Ref>{device.agent}</Ref> : t("accounts.device_unknown")}</strong>
        <span>
          <Ref>{device.network}</Ref> · {t("accounts.last_seen", { at: formats.dateTime(device.lastSeenAt) })}
        </span>
      </div>
      {device.current ? (
        <Tag tone="success">{t("accounts.this_device")}</Tag>
      ) : (
        <Button size="small" onClick={end}>
          {t("accounts.end_session")}
        </Button>
      )}
    </li>
  );
}
