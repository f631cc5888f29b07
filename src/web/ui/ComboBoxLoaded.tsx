import { Check, ChevronDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { ComboBox as AriaComboBox, Button, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { useT } from "../messages.tsx";
import { AriaLocale } from "./AriaLocale.tsx";
import css from "./ComboBox.module.css";
import type { ComboBoxProps, ComboOption } from "./ComboBox.tsx";
import controls from "./Field.module.css";
import { Field, splitField } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

const PAUSE_MS = 200;

/** The combo box proper (React Aria). */
export default function ComboBoxLoaded(props: ComboBoxProps) {
  const [field, { value, onChange, options, search, valueLabel, placeholder }] = splitField(props);
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const chosen = options?.find((option) => option.value === value)?.label ?? valueLabel ?? "";
  const [text, setText] = useState(chosen);
  const [typed, setTyped] = useState("");
  useEffect(() => setText(chosen), [chosen]);
  const { found, busy } = useFound(typed, options, search);
  return (
    <AriaLocale>
      <Field {...field}>
        {(ids) => (
          <AriaComboBox
            aria-label={typeof field.label === "string" ? field.label : undefined}
            items={found}
            inputValue={text}
            selectedKey={value}
            isDisabled={field.disabled ?? false}
            allowsEmptyCollection
            menuTrigger="focus"
            onInputChange={(next) => {
              setText(next);
              if (next !== chosen) setTyped(next);
              if (next === "" && value) onChange(null, null);
            }}
            onSelectionChange={(key) => {
              const option = found.find((one) => one.value === key) ?? null;
              if (!option) return;
              setText(option.label);
              setTyped("");
              onChange(option.value, option);
            }}
            onBlur={() => setText(chosen)}
          >
            <div ref={box} className={css.box}>
              <Input
                {...ids}
                className={controls.control}
                {...(placeholder && { placeholder })}
                // React Aria tells of focus again while one types; only the person's own arrival selects.
                onFocus={(event) => event.nativeEvent.isTrusted && event.target.select()}
              />
              <Button className={css.open} aria-label={t("web.combo.open")}>
                <Icon of={ChevronDown} size={16} />
              </Button>
            </div>
            {/* Behind a modal dialog everything is inert: inside one, the list must live in it. */}
            <Popover
              className={css.popover}
              offset={4}
              UNSTABLE_portalContainer={box.current?.closest("dialog") ?? document.body}
            >
              <ListBox<ComboOption>
                className={css.list}
                renderEmptyState={() => <p className={css.none}>{busy ? t("web.loading") : t("web.combo.none")}</p>}
              >
                {(option) => (
                  <ListBoxItem id={option.value} textValue={option.label} className={css.option}>
                    {({ isSelected }) => (
                      <>
                        <span className={css.words}>
                          <bdi>{option.label}</bdi>
                          {option.detail && <bdi className={css.detail}>{option.detail}</bdi>}
                        </span>
                        {isSelected && <Icon of={Check} size={16} />}
                      </>
                    )}
                  </ListBoxItem>
                )}
              </ListBox>
            </Popover>
          </AriaComboBox>
        )}
      </Field>
    </AriaLocale>
  );
}

type Search = ComboBoxProps["search"];

function useFound(text: string, options: readonly ComboOption[] | undefined, search: Search) {
  const [remote, setRemote] = useState<readonly ComboOption[]>([]);
  const [busy, setBusy] = useState(false);
  const latest = useRef(search);
  latest.current = search;
  const remoteSearch = search !== undefined;
  useEffect(() => {
    if (!remoteSearch) return;
    const abort = new AbortController();
    setBusy(true);
    const timer = setTimeout(async () => {
      const found = await latest.current?.(text, abort.signal).catch(() => []);
      if (abort.signal.aborted) return;
      setRemote(found ?? []);
      setBusy(false);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, remoteSearch]);
  const local = useMemo(() => {
    const words = normaliseForSearch(text).split(" ").filter(Boolean);
    const hay = (option: ComboOption): string => normaliseForSearch(`${option.label} ${option.detail ?? ""}`);
    return (options ?? []).filter((option) => words.every((word) => hay(option).includes(word))).slice(0, 200);
  }, [text, options]);
  return { found: remoteSearch ? remote : local, busy: remoteSearch && busy };
}
