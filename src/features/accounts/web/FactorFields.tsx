import { useT } from "#web/messages.tsx";
import { Select } from "#web/ui/Select.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { FactorCode, ProofOptions } from "../schema.ts";

export type CodeValues = { factor: FactorCode["factor"]; code: string };

/** The ways by a code among what may be asked, in the server's order. */
export const codeFactors = (options: ProofOptions): FactorCode["factor"][] =>
  options.factors.filter((factor): factor is FactorCode["factor"] => factor !== "passkey");

/** One code, and from where it comes when there are several ways. */
export function FactorFields(props: {
  options: ProofOptions;
  values: CodeValues;
  set: (changes: Partial<CodeValues>) => void;
  error: string | undefined;
  autoFocus?: boolean;
}) {
  const t = useT();
  const { options, values, set, error, autoFocus } = props;
  const ways = codeFactors(options);
  const label =
    values.factor === "card"
      ? t("accounts.code_of_card", { position: options.cardPosition ?? 0, serial: options.cardSerial ?? "" })
      : t(values.factor === "totp" ? "accounts.code_of_app" : "accounts.code_of_recovery");
  return (
    <>
      {ways.length > 1 && (
        <Select
          label={t("accounts.code_from")}
          value={values.factor}
          onChange={(factor) => set({ factor, code: "" })}
          options={ways.map((factor) => ({ value: factor, label: t(`accounts.factor_${factor}`) }))}
        />
      )}
      <TextField
        label={label}
        name="code"
        kind="reference"
        value={values.code}
        onChange={(code) => set({ code })}
        error={error}
        width="medium"
        {...(values.factor !== "recovery" && { inputMode: "numeric" as const })}
        autoComplete="one-time-code"
        {...(autoFocus && { autoFocus })}
      />
    </>
  );
}
