import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { get } from "../http.ts";
import { useFormats, useT } from "../messages.tsx";
import { nameInstitution } from "../ui/Page.tsx";
import { StarMark } from "../ui/Star.tsx";
import css from "./Brand.module.css";

type Institution = { name: LocalizedName; sigle: string; logo: string | null; hue: number | null };

export const institutionQuery = {
  queryKey: ["institution"],
  staleTime: 5 * 60_000,
  queryFn: () => get<Institution | null>("/institution"),
};

/** The institution's own logo, on white as it was drawn; the star of Diwan until it has given one. */
export function HouseMark({ size = 26 }: { size?: number }) {
  const { data } = useQuery(institutionQuery);
  if (!data?.logo) return <StarMark size={size} />;
  return <img src={data.logo} alt="" className={css.logo} style={{ blockSize: size * 1.4 }} />;
}

/** The institution's own mark and name. */
export function Brand() {
  const t = useT();
  const formats = useFormats();
  const { data } = useQuery(institutionQuery);
  const name = data ? formats.name(data.name) : "";
  useEffect(() => nameInstitution(name), [name]);
  return (
    <span className={css.brand}>
      <span className={css.star}>
        <HouseMark />
      </span>
      <span className={css.words}>
        <span className={css.diwan}>{t("web.diwan")}</span>
        {name && <span className={css.name}>{name}</span>}
      </span>
    </span>
  );
}
