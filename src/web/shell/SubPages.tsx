import { ChevronRight } from "lucide-react";
import type { SubPage } from "../feature.ts";
import { useT } from "../messages.tsx";
import { Link } from "../navigation.tsx";
import { useSession } from "../session.tsx";
import { Icon } from "../ui/Icon.tsx";
import css from "./SubPages.module.css";

/** The pages under one address as a list of doors, each with a word of what is behind it, under their headings. */
export function SubPages({ home, pages }: { home: string; pages: readonly SubPage[] }) {
  const t = useT();
  const { abilities } = useSession();
  const allowed = pages
    .filter((page) => !page.requires || abilities.includes(page.requires))
    .sort((a, b) => a.order - b.order);
  const sections = Map.groupBy(allowed, (page) => page.section ?? null);
  return [...sections].map(([section, doors]) => (
    <section key={section} className={css.section}>
      {section && <h2 className={css.heading}>{t.of(section)}</h2>}
      <ul className={css.doors}>
        {doors.map((page) => (
          <Door key={page.path} home={home} page={page} />
        ))}
      </ul>
    </section>
  ));
}

function Door({ home, page }: { home: string; page: SubPage }) {
  const t = useT();
  return (
    <li>
      <Link to={`${home}/${page.path}`} className={css.door}>
        <Icon of={page.icon} size={22} />
        <span className={css.words}>
          <strong>{t.of(page.label)}</strong>
          {page.hint && <span className={css.hint}>{t.of(page.hint)}</span>}
        </span>
        <Icon of={ChevronRight} directional />
      </Link>
    </li>
  );
}
