import { useQueryClient } from "@tanstack/react-query";
import { type Form, type FormFault, useForm } from "#web/form.ts";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { toast } from "#web/ui/toast.tsx";

type EntryOptions<V> = {
  path: "/calendar/overrides" | "/calendar/hijri";
  initial: V;
  required: readonly (keyof V & string)[];
  /** The line as the server takes it. */
  entryOf: (values: V) => object;
  onClose: () => void;
};

/** A line entered on the calendar; whoever counted days over it counts again by himself. */
export function useEntryForm<V extends object>({
  path,
  initial,
  required,
  entryOf,
  onClose,
}: EntryOptions<V>): Form<V> {
  const t = useT();
  const queries = useQueryClient();
  return useForm<V>({
    initial,
    check: (values) =>
      required.flatMap((name): FormFault[] => (values[name] ? [] : [{ path: name, title: t("http.field_required") }])),
    send: (values, { key }) => post(path, entryOf(values), { key }),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: ["calendar"] });
      void queries.invalidateQueries({ queryKey: ["leave"] });
      toast(t("calendar.entered"));
      onClose();
    },
  });
}
