import type { LucideIcon } from "lucide-react";
import type { ComponentType, LazyExoticComponent } from "react";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { MessageKey } from "./messages.tsx";
import { defineWebSlot, type WebFill } from "./slots.ts";

/** What a page file exports: its component as default. */
export type PageModule = { default: ComponentType };

/** A page. Loaded when first visited, or at hand; paths carry parameters as `:id` and no language. */
export type WebRoute = {
  path: `/${string}`;
  page: PageModule | (() => Promise<PageModule>);
  /** Checks and fills the search parameters; what it returns is what `useRouteSearch` gives. */
  validateSearch?: (search: Record<string, unknown>) => Record<string, unknown>;
  /** `bare`: without the shell (sign-in, setup, print). Default `shell`, which asks for a signed-in person. */
  layout?: "shell" | "bare";
};

/** A line of the sidebar. */
export type NavItem = {
  label: MessageKey;
  icon: LucideIcon;
  to: `/${string}`;
  /** Among the lines: My work is 0, Requests 10, Signature book 20, Documents 30 … Directory 80. */
  order: number;
  section?: "main" | "foot";
  /** Shown only when the session lists this ability. */
  requires?: string;
  /** What waits for *me*, and nothing else: a query, and the number in its answer. */
  count?: { queryKey: readonly unknown[]; queryFn: () => Promise<unknown>; select: (answer: unknown) => number };
};

/** A line of the command palette: goes to an address or runs. */
export type PaletteCommand = {
  label: MessageKey;
  icon?: LucideIcon;
  requires?: string;
  /** Makes something new: also under the plus of the phone's bar. */
  create?: boolean;
} & ({ to: `/${string}` } | { run: () => void | Promise<void> });

/** The client manifest of a feature: `export default webFeature({...})` in `features/<name>/web/feature.tsx`. */
export type WebFeature = {
  name: string;
  navigation?: readonly NavItem[];
  routes?: readonly WebRoute[];
  commands?: readonly PaletteCommand[];
  /** `[myWorkItems.fill({...}), settingsPages.fill({...})]`. */
  fills?: readonly WebFill[];
};

export const webFeature = (manifest: WebFeature): WebFeature => manifest;

/** One thing that waits for me, whatever feature it comes from (`GET /api/work`, platform/work). */
export type WorkItem = {
  id: string;
  /** feature.what: names the kind that fills `myWorkItems`. */
  kind: string;
  /** What is asked of me: the chips of the list. */
  ask: WorkAsk;
  title: string;
  reference: string | null;
  from: LocalizedName | null;
  unit: LocalizedName | null;
  /** In which capacity it waits for me, when not my own post: a message key. */
  capacity: MessageKey | null;
  /** Instant (UTC) since which it waits. */
  waitingSince: string;
  /** Last day, YYYY-MM-DD. */
  dueOn: string | null;
  state: "late" | "today" | "week" | "later";
  /** What I may do, the main one first; each names a verb of the kind. */
  verbs: readonly string[];
  href: string;
  version: number | null;
  summary: Record<string, unknown> | null;
};
export const WORK_ASKS = ["approve", "sign", "correct", "prepare", "read"] as const;
export type WorkAsk = (typeof WORK_ASKS)[number];

/** What a person may do to items from the list itself. */
export type WorkVerb = {
  label: MessageKey;
  /** Said once it is done, with the `count` of items: "Approved", "3 requests approved". */
  done: MessageKey;
  icon?: LucideIcon;
  tone?: "primary" | "plain" | "danger";
  /** The key that does it, by its place on a Latin keyboard: `KeyA` approves, `KeyR` returns. */
  key?: "KeyA" | "KeyR" | "KeyD" | "KeyS" | "KeyV";
  /** The act asks first: the question, what follows, and why when `reason` is given. Without it the act runs at once. */
  ask?: {
    title: MessageKey;
    text?: MessageKey;
    /** A choice of reasons, sent as `reasonCode`, and a free text, sent as `comment`. */
    reasons?: readonly { value: string; label: MessageKey; needsComment?: boolean }[];
    comment?: { label: MessageKey; required?: boolean };
  };
  run: (item: WorkItem, input: WorkInput) => Promise<WorkOutcome>;
};
/** `key` is the idempotency key of this act on this item. */
export type WorkInput = { key: string; reasonCode?: string; comment: string };
/** An act held on the server for some seconds: the toast then offers to undo it. */
export type WorkOutcome = { undo: () => Promise<unknown>; heldSeconds: number } | undefined;

/** A kind of waiting thing: its icon, its chip, its verbs and its preview beside the list. */
export type WorkKind = {
  kind: string;
  label: MessageKey;
  icon: LucideIcon;
  verbs: Readonly<Record<string, WorkVerb>>;
  Preview?: LazyExoticComponent<ComponentType<{ item: WorkItem }>>;
};
export const myWorkItems = defineWebSlot<WorkKind>("my_work_items");

/** A panel beside or under My work (my balance, the team's absences). */
export type HomePanel = { order: number; Panel: LazyExoticComponent<ComponentType>; requires?: string };
export const homePanels = defineWebSlot<HomePanel>("home_panels");

/** A page under `/settings` or `/administration`; its address is `<parent>/<path>`. */
export type SubPage = {
  path: string;
  label: MessageKey;
  hint?: MessageKey;
  icon: LucideIcon;
  order: number;
  /** The heading it stands under on an index that has some; those without come first. */
  section?: MessageKey;
  requires?: string;
  page: () => Promise<PageModule>;
};
export const settingsPages = defineWebSlot<SubPage>("settings_pages");
export const administrationPages = defineWebSlot<SubPage>("administration_pages");

/** Something that every screen says above its matter until it is over. The banner asks for itself whether it is. */
export type ShellBanner = { Banner: LazyExoticComponent<ComponentType>; requires?: string };
export const shellBanners = defineWebSlot<ShellBanner>("shell_banners");

/** The help of a screen, shown beside it by `?`. `screen` is the route's pattern (`/requests/:id`). */
export type HelpSource = { Panel: LazyExoticComponent<ComponentType<{ screen: string; onClose: () => void }>> };
export const help = defineWebSlot<HelpSource>("help");

/** Finds things for the palette while a person types (people, references). */
export type PaletteSource = {
  label: MessageKey;
  icon: LucideIcon;
  search: (text: string, signal: AbortSignal) => Promise<readonly PaletteHit[]>;
};
export type PaletteHit = { id: string; title: LocalizedName | string; detail?: LocalizedName | string; to: string };
export const paletteSources = defineWebSlot<PaletteSource>("palette_sources");

/**
 * The dialog that proves again who is there (`onDone` lets the refused act run once more), and the page where one sets up
 * what a stronger proof needs.
 */
export type StepUp = {
  Dialog: LazyExoticComponent<ComponentType<{ onDone: () => void; onCancel: () => void }>>;
  settings: `/${string}`;
};
export const stepUp = defineWebSlot<StepUp>("step_up");
