import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  DraftStatus,
  draftKept,
  type RequestDraft,
  type RequestView,
  useRequestDraft,
} from "#features/requests/web/api.tsx";
import { useForm } from "#web/form.ts";
import { ApiProblem, newKey, post } from "#web/http.ts";
import { useFormats, useLocale, useT } from "#web/messages.tsx";
import { useCurrentPath, useGo, useRouteSearch } from "#web/navigation.tsx";
import { usePerson } from "#web/session.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { FormPage } from "#web/ui/FormPage.tsx";
import { KIND } from "./kind.ts";
import { LeaveAside } from "./LeaveAside.tsx";
import { LeaveCheck } from "./LeaveCheck.tsx";
import { LeaveFields } from "./LeaveFields.tsx";
import { askPreview, usePersonName, usePreview } from "./queries.ts";
import { answersOf, decodeLeave, emptyLeave, encodeLeave, faultsOf, fieldOf, type LeaveValues } from "./values.ts";

type Known = { id: string; version: number };
type LeaveFormProps = {
  /** The draft or the returned request to go on with; null for a new one. */
  request: RequestView | null;
  /** The colleague for whom it is filed; oneself when absent. */
  person?: { id: string; name: string };
  /** Makes the draft when it is not simply one's own. */
  begin?: (content: ReturnType<typeof encodeLeave>, key: string) => Promise<Known>;
};

/** Annual leave: filled while the server counts, kept as a draft, read once more, sent. */
export default function LeaveForm({ request, person, begin }: LeaveFormProps) {
  const t = useT();
  const formats = useFormats();
  const locale = useLocale();
  const me = usePerson().id;
  const go = useGo();
  const path = useCurrentPath();
  const { step, draft: draftParam } = useRouteSearch<{ step?: string; draft?: string }>();
  const checking = step === "check";
  const queries = useQueryClient();
  const requester = person?.id ?? (request && request.requester.id !== me ? request.requester.id : null);
  const name = person ? `${KIND} ${person.id}` : KIND;
  const [kept] = useState(() => draftKept<LeaveValues>(name, me, request?.id ?? null));
  const start = kept?.values ?? (request ? decodeLeave(request) : emptyLeave(locale === "fr" ? "fr" : "ar"));

  const goTo = (next: "fill" | "check", id: string | null, replace = false): void =>
    go(path, {
      search: { draft: id && id !== request?.id ? id : undefined, step: next === "check" ? "check" : undefined },
      replace,
    });

  const draft = useRequestDraft<LeaveValues>({
    name,
    kind: KIND,
    known: request && { id: request.id, version: request.version },
    encode: encodeLeave,
    ...(begin && { begin }),
    onBegun: (id) => goTo(checking ? "check" : "fill", id, true),
  });

  const form = useForm<LeaveValues, string | null>({
    initial: start,
    check: (values) => faultsOf(values, t),
    send: (values) => (checking ? sendRequest(draft, values) : verify(draft, values, requester)),
    onDone: (sent) => {
      if (!sent) return goTo("check", draft.id);
      draft.close();
      for (const name of ["requests", "leave", "work"]) void queries.invalidateQueries({ queryKey: [name] });
      go(`/requests/${sent}/sent`, { replace: true });
    },
  });
  const { values, changed } = form;
  const { keep } = draft;
  useEffect(() => {
    if (changed || kept) keep(values);
  }, [values, changed, kept, keep]);
  // A refusal at a field belongs on the page with the fields.
  const refused = form.faults.length > 0;
  useEffect(() => {
    if (checking && (refused || !values.period.from)) goTo("fill", draftParam ?? draft.id, true);
  });

  const replacementName = usePersonName(values.replacement && !values.replacement.name ? values.replacement.id : null);
  const named =
    values.replacement && !values.replacement.name
      ? { ...values, replacement: { ...values.replacement, name: replacementName } }
      : values;
  const preview = usePreview({
    period: values.period,
    replacement: values.replacement?.id ?? null,
    request: draft.id,
    person: requester,
  });
  const shared = { form, values: named, preview, requester };
  const title = person ? t("leave.new_for", { person: person.name }) : t("leave.annual");
  return (
    <FormPage
      form={form}
      title={checking ? t("leave.check") : title}
      {...(!checking && { lead: t("leave.lead") })}
      back={{ to: "/requests", label: t("requests.title") }}
      verb={checking ? t("leave.send") : t("leave.continue")}
      aside={<LeaveAside {...shared} />}
      actions={
        <>
          {checking && <Button onClick={() => goTo("fill", draft.id, true)}>{t("leave.back")}</Button>}
          <DraftStatus
            draft={draft as RequestDraft<never>}
            mine={answersOf(named, t, formats)}
            linesOf={(theirs) => answersOf(decodeLeave(theirs), t, formats)}
            onKeepMine={() => draft.overwrite(values)}
            onTakeTheirs={(theirs) => {
              form.set(decodeLeave(theirs));
              draft.overwrite(decodeLeave(theirs));
            }}
          />
        </>
      }
    >
      {kept && !checking && <Banner tone="info">{t("leave.restored", { at: formats.dateTime(kept.at) })}</Banner>}
      {checking ? (
        <LeaveCheck {...shared} onChange={() => goTo("fill", draft.id, true)} />
      ) : (
        <LeaveFields {...shared} />
      )}
    </FormPage>
  );
}

/** Before the answers are read once more: the draft is on the server, and nothing stands against it. */
async function verify(draft: RequestDraft<LeaveValues>, values: LeaveValues, person: string | null): Promise<null> {
  const { id } = await draft.settle(values);
  const { problems } = await askPreview({
    period: values.period,
    replacement: values.replacement?.id ?? null,
    request: id,
    person,
  });
  if (problems.length > 0) {
    const fields = problems.map((one) => ({ path: fieldOf(one.path), code: one.code, title: one.text }));
    throw new ApiProblem({ code: "http.invalid", status: 422, fields });
  }
  return null;
}

/** Sends it; gives its id. A version that moved under our own hand is read again once. */
async function sendRequest(draft: RequestDraft<LeaveValues>, values: LeaveValues): Promise<string> {
  const submit = async (again: boolean): Promise<string> => {
    const { id, version } = await draft.settle(values, again);
    await post(`/requests/${id}/submission`, { version }, { key: newKey() });
    return id;
  };
  try {
    return await submit(false).catch((problem: unknown) => {
      if (problem instanceof ApiProblem && problem.code === "http.stale") return submit(true);
      throw problem;
    });
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.fields.length === 0) throw problem;
    const fields = problem.fields.map((field) => ({ ...field, path: fieldOf(field.path) }));
    throw new ApiProblem({ code: problem.code, status: problem.status, title: problem.title, fields });
  }
}
