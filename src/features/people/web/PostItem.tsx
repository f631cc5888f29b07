import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { today } from "#web/formats.ts";
import { post as send } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { LineList } from "#web/ui/LineList.tsx";
import { Menu } from "#web/ui/Menu.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name } from "#web/ui/values.tsx";
import type { PostRecord } from "../schema.ts";
import { ActLine } from "./ActLine.tsx";
import { AppointDialog } from "./AppointDialog.tsx";
import { AssistantDialog } from "./AssistantDialog.tsx";
import { useActForm } from "./act-form.ts";
import { DelegateDialog } from "./DelegateDialog.tsx";
import { DelegationLine } from "./DelegationLine.tsx";
import { EndMenu } from "./EndMenu.tsx";
import { PostDialog } from "./PostDialog.tsx";
import css from "./PostItem.module.css";

type PostItemProps = { post: PostRecord; unit: string; manage: boolean };

/** A post of a unit: who holds it, who stands in, to whom its signature is delegated, its secretariat. */
export function PostItem({ post, unit, manage }: PostItemProps) {
  const t = useT();
  const formats = useFormats();
  const title = formats.name(post.title);
  const isVacant = !post.holdings.some((holding) => holding.state === "in_force");
  return (
    <li className={css.post}>
      <header className={css.head}>
        <h3 className={css.title}>
          <Name of={post.title} />
          {post.head && <Tag tone="info">{t("people.head")}</Tag>}
          {isVacant && <Tag tone="warn">{t("people.vacant")}</Tag>}
        </h3>
        {manage && <PostActs post={post} unit={unit} title={title} />}
      </header>
      {post.holdings.length + post.delegations.length + post.assistants.length > 0 && (
        <LineList label={title}>
          {post.holdings.map((holding) => (
            <ActLine
              key={holding.id}
              capacity={holding.kind === "interim" && t("people.interim")}
              fromDay={holding.fromDay}
              untilDay={holding.untilDay}
              act={{ number: holding.actNumber, day: holding.actDay }}
              state={holding.state}
              actions={manage && <EndMenu act={holding} />}
            >
              <Link to={`/people/${holding.person.id}`}>
                <Name of={holding.person.name} />
              </Link>
            </ActLine>
          ))}
          {post.delegations.map((delegation) => (
            <DelegationLine key={delegation.id} delegation={delegation} manage={manage}>
              <Link to={`/people/${delegation.person.id}`}>
                <Name of={delegation.person.name} />
              </Link>
            </DelegationLine>
          ))}
          {post.assistants.map((line) => (
            <ActLine
              key={line.id}
              capacity={t("people.secretariat")}
              fromDay={line.fromDay}
              untilDay={line.untilDay}
              actions={manage && <EndMenu act={{ kind: "assistant", id: line.id, fromDay: line.fromDay }} />}
            >
              <Link to={`/people/${line.person.id}`}>
                <Name of={line.person.name} />
              </Link>
            </ActLine>
          ))}
        </LineList>
      )}
    </li>
  );
}

type Open = "appoint" | "interim" | "delegate" | "assistant" | "change" | "close" | null;

function PostActs({ post, unit, title }: { post: PostRecord; unit: string; title: string }) {
  const t = useT();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const isHeld = post.holdings.some((holding) => holding.kind === "holder" && !holding.untilDay);
  return (
    <>
      <Menu
        label={t("people.acts_on_post", { post: title })}
        icon={Ellipsis}
        items={[
          { id: "appoint", label: t("people.appoint_holder"), disabled: isHeld, run: () => setOpen("appoint") },
          { id: "interim", label: t("people.appoint_interim"), run: () => setOpen("interim") },
          { id: "delegate", label: t("people.delegate"), run: () => setOpen("delegate") },
          { id: "assistant", label: t("people.appoint_assistant"), run: () => setOpen("assistant") },
          { id: "change", label: t("people.change_post"), run: () => setOpen("change") },
          { id: "close", label: t("people.close_post"), tone: "danger", run: () => setOpen("close") },
        ]}
      />
      {open === "appoint" && <AppointDialog post={post} onClose={close} />}
      {open === "interim" && <AppointDialog post={post} kind="interim" onClose={close} />}
      {open === "delegate" && <DelegateDialog post={post} onClose={close} />}
      {open === "assistant" && <AssistantDialog post={post} onClose={close} />}
      {open === "change" && <PostDialog unit={unit} post={post} onClose={close} />}
      {open === "close" && <ClosePostDialog post={post} title={title} onClose={close} />}
    </>
  );
}

function ClosePostDialog({ post, title, onClose }: { post: PostRecord; title: string; onClose: () => void }) {
  const t = useT();
  const form = useActForm({
    initial: { day: today() as string | null },
    required: ["day"],
    send: (values, key) => send(`/posts/${post.id}/closure`, values, { key }),
    done: t("people.post_closed"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.close_post_of", { post: title })}
      verb={t("people.close_post")}
      tone="danger"
      size="small"
      lead={t("people.close_post_text")}
      onClose={onClose}
    >
      <DateField label={t("people.from_day")} {...form.field("day")} />
    </FormDialog>
  );
}
