import { useQueryClient } from "@tanstack/react-query";
import { type Form, type FormFault, useForm } from "#web/form.ts";
import { useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { toast } from "#web/ui/toast.tsx";

type ActOptions<V, R> = {
  initial: V;
  /** What may not stay empty. */
  required?: readonly (keyof V & string)[] | ((values: V) => readonly (keyof V & string)[]);
  send: (values: V, key: string) => Promise<R>;
  /** Said at the foot once done. */
  done: string;
  onDone?: (result: R) => void;
  onClose: () => void;
};

/** A form that acts on the structure or on a person: it asks again who is there when the server wants it, then refreshes what is shown. */
export function useActForm<V extends object, R = unknown>(options: ActOptions<V, R>): Form<V> {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  return useForm<V, R>({
    initial: options.initial,
    check: (values) =>
      requiredOf(options.required, values).flatMap((path): FormFault[] =>
        isEmpty(values[path]) ? [{ path, title: t("http.field_required") }] : [],
      ),
    send: (values, { key }) => withStepUp(() => options.send(values, key)),
    onDone: (result) => {
      void queries.invalidateQueries({ queryKey: ["people"] });
      toast(options.done);
      options.onClose();
      options.onDone?.(result);
    },
  });
}

const requiredOf = <V, R>(required: ActOptions<V, R>["required"], values: V): readonly (keyof V & string)[] =>
  typeof required === "function" ? required(values) : (required ?? []);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === "string" && !value.trim()) ||
  (Array.isArray(value) && value.length === 0);
