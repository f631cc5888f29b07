import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { Form } from "#web/form.ts";
import { useT } from "#web/messages.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import css from "./NameFields.module.css";

type NameFieldsProps<V, K extends string> = {
  form: Form<V>;
  name: K;
  /** "Title", "Family name": the language is added. */
  label: string;
  optional?: boolean;
};

/** A name in its two scripts, each entered by hand: nothing here is transliterated. */
export function NameFields<K extends string, V extends { [P in K]: LocalizedName }>(props: NameFieldsProps<V, K>) {
  const { form, name, label, optional } = props;
  const t = useT();
  const value: LocalizedName = form.values[name];
  return (
    <div className={css.pair}>
      {(["ar", "fr"] as const).map((language) => (
        <TextField
          key={language}
          name={`${name}.${language}`}
          label={t(`people.name_${language}`, { what: label })}
          language={language}
          maxLength={300}
          {...(optional && { optional })}
          value={value[language]}
          error={form.faults.find((fault) => fault.path === `${name}.${language}` || fault.path === name)?.title}
          onChange={(text) => form.set({ [name]: { ...value, [language]: text } } as unknown as Partial<V>)}
        />
      ))}
    </div>
  );
}

export const NO_NAME: LocalizedName = { ar: "", fr: "" };
