import { Info } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { pageById } from "./book.ts";
import css from "./HelpText.module.css";
import type { Block, HelpBook, HelpPage, Inline } from "./tree.ts";

type TextProps = {
  book: HelpBook;
  page: HelpPage;
  /** Follows a link to another page of the help. */
  link: (id: string, words: ReactNode) => ReactNode;
  /** Of the headings inside the page. */
  level: "h2" | "h4";
  /** A link to a screen was followed. */
  onLeave?: () => void;
};

/** A page of help. Its tree comes from the build; every element is made here, so nothing written becomes markup. */
export function HelpText(props: TextProps) {
  return (
    <div className={css.text}>
      {props.page.blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is fixed when it was built.
        <BlockView key={i} {...props} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block, ...props }: TextProps & { block: Block }) {
  const Heading = props.level;
  if ("heading" in block) return <Heading>{inlines(block.heading, props)}</Heading>;
  if ("text" in block) return <p>{inlines(block.text, props)}</p>;
  if ("points" in block) return <ul>{items(block.points, props)}</ul>;
  if ("steps" in block) return <ol>{items(block.steps, props)}</ol>;
  if ("note" in block)
    return (
      <div className={css.note}>
        <Icon of={Info} size={18} />
        <p>{inlines(block.note, props)}</p>
      </div>
    );
  return (
    <figure>
      <a href={props.book.pictures[block.picture]} target="_blank" rel="noreferrer">
        <img
          src={props.book.pictures[block.picture]}
          alt={block.alt}
          width={block.width}
          height={block.height}
          loading="lazy"
        />
      </a>
      <figcaption aria-hidden="true">{block.alt}</figcaption>
    </figure>
  );
}

const items = (lines: readonly Inline[][], props: TextProps): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a page is fixed when it was built.
  lines.map((line, i) => <li key={i}>{inlines(line, props)}</li>);

const inlines = (pieces: readonly Inline[], props: TextProps): ReactNode =>
  pieces.map((piece, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page is fixed when it was built.
    <Fragment key={i}>{typeof piece === "string" ? piece : <Piece {...props} piece={piece} />}</Fragment>
  ));

function Piece({ piece, ...props }: TextProps & { piece: Exclude<Inline, string> }): ReactNode {
  const t = useT();
  if ("strong" in piece) return <strong>{inlines(piece.strong, props)}</strong>;
  if ("label" in piece) return <bdi className={css.label}>{t.of(piece.label)}</bdi>;
  if ("code" in piece) return <code dir="ltr">{piece.code}</code>;
  if ("keys" in piece)
    return (
      <bdi dir="ltr" className={css.keys}>
        {piece.keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </bdi>
    );
  if ("page" in piece) return props.link(piece.page, pageById(props.book, piece.page)?.title ?? piece.page);
  return (
    <Link to={piece.to} {...(props.onLeave && { onClick: props.onLeave })}>
      {inlines(piece.text, props)}
    </Link>
  );
}
