import { useCallback, useEffect, useRef, useState } from "react";
import { useFormKey } from "./form-key.ts";
import { ApiProblem, type RefusedField } from "./http.ts";

/** A fault to show: at its field when `path` is one, and in the summary at the top. */
export type FormFault = { path: string; title: string };

type Options<V, R> = {
  initial: V;
  /** Checked before sending; what the server alone can know, it refuses itself. */
  check?: (values: V) => FormFault[];
  send: (values: V, context: { key: string }) => Promise<R>;
  onDone?: (result: R, values: V) => void;
  /** Keeps a draft while typing; gives the time shown. Waits for a pause of `DRAFT_PAUSE_MS`. */
  saveDraft?: (values: V) => Promise<void>;
};

/** What a field component takes: spread it, `<TextField label={...} {...form.field("reason")} />`. */
export type FieldBinding<T> = { name: string; value: T; onChange: (value: T) => void; error: string | undefined };

export type Form<V> = {
  values: V;
  set: (changes: Partial<V>) => void;
  field: <K extends keyof V & string>(name: K) => FieldBinding<V[K]>;
  faults: readonly FormFault[];
  /** A refusal that names no field, or a failure. */
  problem: unknown;
  /** Counts the refused attempts: the error summary takes the focus at each. */
  attempts: number;
  busy: boolean;
  savedAt: Date | null;
  changed: boolean;
  submit: (event?: { preventDefault(): void }) => Promise<void>;
};

const DRAFT_PAUSE_MS = 800;
const NONE = { faults: [], here: false };

/** The state of one form: values, faults at their fields, one idempotency key, a draft saved while typing. */
export function useForm<V extends object, R = unknown>(options: Options<V, R>): Form<V> {
  const [values, setValues] = useState(options.initial);
  const [refused, setRefused] = useState<{ faults: readonly FormFault[]; here: boolean }>(NONE);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempts, setAttempts] = useState(0);
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const { key } = useFormKey();
  const latest = useRef(options);
  latest.current = options;

  const set = useCallback((changes: Partial<V>) => {
    setValues((old) => ({ ...old, ...changes }));
    setRefused((old) => ({ ...old, faults: old.faults.filter((fault) => !(rootOf(fault.path) in changes)) }));
    setChanged(true);
  }, []);

  const refuse = (found: readonly FormFault[], here: boolean, reason: unknown = null): void => {
    setRefused({ faults: found, here });
    setProblem(reason);
    setAttempts((n) => n + 1);
  };

  const submit = async (event?: { preventDefault(): void }): Promise<void> => {
    event?.preventDefault();
    if (busy) return;
    const found = latest.current.check?.(values) ?? [];
    if (found.length > 0) return refuse(found, true);
    setBusy(true);
    try {
      const result = await latest.current.send(values, { key });
      setRefused(NONE);
      setProblem(null);
      setChanged(false);
      latest.current.onDone?.(result, values);
    } catch (error) {
      const fields: readonly RefusedField[] = error instanceof ApiProblem ? error.fields : [];
      refuse(fields, false, fields.length > 0 ? null : error);
    } finally {
      setBusy(false);
    }
  };

  // What was found here is said again at each rendering: the language may have changed.
  const still = (fault: FormFault): boolean => refused.faults.some(({ path }) => path === fault.path);
  const faults =
    refused.here && refused.faults.length > 0 ? (options.check?.(values) ?? []).filter(still) : refused.faults;

  const field = <K extends keyof V & string>(name: K): FieldBinding<V[K]> => ({
    name,
    value: values[name],
    onChange: (value) => set({ [name]: value } as unknown as Partial<V>),
    error: faults.find((fault) => rootOf(fault.path) === name)?.title,
  });

  const savedAt = useDraft(values, changed, options.saveDraft);
  return { values, set, field, faults, problem, attempts, busy, savedAt, changed, submit };
}

const rootOf = (path: string): string => path.split(".")[0] ?? path;

function useDraft<V>(values: V, changed: boolean, save: ((values: V) => Promise<void>) | undefined): Date | null {
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (!changed || !latest.current) return;
    const timer = setTimeout(async () => {
      try {
        await latest.current?.(values);
        setSavedAt(new Date());
      } catch {
        // The next change tries again; the form itself still holds everything.
      }
    }, DRAFT_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [values, changed]);
  return savedAt;
}
