import { Suspense, useCallback, useEffect, useState } from "react";
import { PersonField } from "#features/people/web/api.tsx";
import { uploadProof } from "#features/requests/web/api.tsx";
import { post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useGo, useRouteSearch } from "#web/navigation.tsx";
import { usePerson } from "#web/session.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { FileDrop } from "#web/ui/FileDrop.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Skeleton } from "#web/ui/Skeleton.tsx";
import { KIND } from "./kind.ts";
import LeaveForm from "./LeaveForm.tsx";
import css from "./OnBehalfPage.module.css";
import type { encodeLeave } from "./values.ts";

type Chosen = { id: string; name: string };
type Known = { id: string; version: number };
const SCANS = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg";
const LARGEST_BYTES = 20 * 1024 * 1024;

/** For a colleague without an account: whose request, the paper he signed, then the same form. */
export default function OnBehalfPage() {
  const go = useGo();
  const { draft } = useRouteSearch<{ draft?: string }>();
  const [earlier] = useState(draft);
  const [ready, setReady] = useState<{ person: Chosen; proof: string } | null>(null);
  const begin = useCallback(
    (content: ReturnType<typeof encodeLeave>, key: string) =>
      post<Known>(
        "/requests/on-behalf",
        { kind: KIND, ...content, requester: ready?.person.id, proof: ready?.proof },
        { key },
      ),
    [ready],
  );
  // Opened again with the draft it made: go on where its form is.
  useEffect(() => {
    if (earlier) go(`/requests/${earlier}/edit`, { replace: true });
  }, [earlier, go]);
  if (earlier) return <Skeleton rows={6} />;
  if (ready) return <LeaveForm request={null} person={ready.person} begin={begin} />;
  return <Start onReady={(person, proof) => setReady({ person, proof })} />;
}

function Start({ onReady }: { onReady: (person: Chosen, proof: string) => void }) {
  const t = useT();
  const me = usePerson().id;
  const [person, setPerson] = useState<Chosen | null>(null);
  const [files, setFiles] = useState<File[]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const next = async (): Promise<void> => {
    setTried(true);
    const [file] = files;
    if (!person || !file || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      onReady(person, await uploadProof(file));
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Page
      title={t("leave.on_behalf")}
      lead={t("leave.on_behalf_lead")}
      width="form"
      back={{ to: "/requests?mine=for_others", label: t("requests.title") }}
    >
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void next();
        }}
      >
        {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
        <Suspense fallback={<Skeleton lines={2} />}>
          <PersonField
            label={t("leave.on_behalf_person")}
            value={person}
            onChange={setPerson}
            except={[me]}
            error={tried && !person ? t("leave.on_behalf_person_missing") : undefined}
          />
        </Suspense>
        <FileDrop
          label={t("leave.on_behalf_paper")}
          hint={t("leave.on_behalf_paper_hint")}
          accept={SCANS}
          maxBytes={LARGEST_BYTES}
          value={files}
          onChange={setFiles}
          error={tried && files.length === 0 ? t("requests.proof_missing") : undefined}
        />
        <div>
          <Button type="submit" tone="primary" busy={busy}>
            {t("leave.continue")}
          </Button>
        </div>
      </form>
    </Page>
  );
}
