/** A piece of a line of help. A string is text; everything else is a thing of the product that must exist. */
export type Inline =
  | string
  | { strong: Inline[] }
  /** What is typed in a terminal, or the name of a file. */
  | { code: string }
  /** The words of a button, field or title, by message key: they change with the product. */
  | { label: string }
  /** Keys pressed together. */
  | { keys: string[] }
  /** Another page of the help, by id; its title stands for it. */
  | { page: string }
  /** A screen of the product. */
  | { to: string; text: Inline[] };

export type Block =
  | { heading: Inline[] }
  | { text: Inline[] }
  | { points: Inline[][] }
  | { steps: Inline[][] }
  /** What to do when it does not work. */
  | { note: Inline[] }
  /** `picture` counts in the pictures of the language; width and height in CSS pixels. */
  | { picture: number; alt: string; width: number; height: number };

/** Who a page is for, in the order of the index. */
export const JOBS = [
  "everyone",
  "agent",
  "head",
  "hr",
  "director",
  "secretariat",
  "helper",
  "administrator",
  "auditor",
] as const;
export type Job = (typeof JOBS)[number];

/** One page, one idea. */
export type HelpPage = {
  /** `<module>/<name>`: `leave/ask`; also its address under `/help`. */
  id: string;
  title: string;
  job: Job;
  order: number;
  /** Patterns of the screens that it explains; none for a page found by its subject. */
  screens: string[];
  blocks: Block[];
};

/** All help in one language. */
export type HelpBook = { pages: readonly HelpPage[]; pictures: readonly string[] };

export const HELP_LANGUAGES = ["ar", "fr"] as const;
export type HelpLanguage = (typeof HELP_LANGUAGES)[number];
