import { FileText, Upload, X } from "lucide-react";
import { type ClipboardEvent, useId, useRef, useState } from "react";
import { useFormats, useT } from "../messages.tsx";
import { Button, IconButton } from "./Button.tsx";
import { cx } from "./class-names.ts";
import { FieldGroup, type FieldProps, splitField } from "./Field.tsx";
import css from "./FileDrop.module.css";
import { Icon } from "./Icon.tsx";
import { FileName } from "./values.tsx";

type FileDropProps = FieldProps & {
  value: readonly File[];
  onChange: (files: File[]) => void;
  /** As of the `accept` attribute: `.pdf,image/*`. The server checks for itself. */
  accept?: string;
  multiple?: boolean;
  /** Bytes each; larger ones are refused here already, by name. */
  maxBytes?: number;
};

/** Files: dropped, pasted or chosen, listed with their size and a way to take each out again. */
export function FileDrop(props: FileDropProps) {
  const [field, { value, onChange, accept, multiple, maxBytes }] = splitField(props);
  const t = useT();
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<string[]>([]);
  const take = (list: Iterable<File>): void => {
    const files = [...list];
    const large = files.filter((file) => maxBytes && file.size > maxBytes);
    setTooLarge(large.map((file) => file.name));
    const good = files.filter((file) => !large.includes(file));
    if (good.length > 0) onChange(multiple ? [...value, ...good] : good.slice(0, 1));
  };
  const refused =
    tooLarge.length > 0
      ? t("web.file.too_large", { names: formats.list(tooLarge), size: formats.fileSize(maxBytes ?? 0) })
      : undefined;
  return (
    <FieldGroup {...field} error={field.error ?? refused}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting only add to the button inside. */}
      <div
        className={cx(css.drop, over && css.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        onPaste={(event: ClipboardEvent) => take(event.clipboardData.files)}
      >
        <Icon of={Upload} size={24} />
        <Button disabled={field.disabled} onClick={() => input.current?.click()}>
          {t(multiple ? "web.file.choose_many" : "web.file.choose")}
        </Button>
        <span className={css.or}>{t("web.file.or_drop")}</span>
        <input
          ref={input}
          id={inputId}
          type="file"
          hidden
          accept={accept}
          multiple={multiple}
          onChange={(event) => {
            take(event.target.files ?? []);
            event.target.value = "";
          }}
        />
      </div>
      {value.length > 0 && (
        <ul className={css.files}>
          {value.map((file) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              <Icon of={FileText} />
              <span className={css.name}>
                <FileName>{file.name}</FileName>
              </span>
              <span className={css.size}>{formats.fileSize(file.size)}</span>
              <IconButton
                icon={X}
                size="small"
                label={t("web.file.remove", { name: file.name })}
                onClick={() => onChange(value.filter((other) => other !== file))}
              />
            </li>
          ))}
        </ul>
      )}
    </FieldGroup>
  );
}
