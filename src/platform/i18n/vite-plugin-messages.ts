import { basename, dirname } from "node:path";
import type { Plugin } from "vite";
import { LOCALES, type Locale } from "../wire/locale.ts";
import { compileCatalogue, packCatalogue } from "./compile-catalogue.ts";
import { type MessageArea, messageFolders, readMessageAreas, SOURCE_ROOT } from "./message-source.ts";

export interface MessagesOptions {
  /** The folder whose modules are read; `src` by default. */
  root?: string;
  /** Modules whose sentences no page of the client says: other processes. */
  exclude?: readonly string[];
  /** Keys that may come after the first screen; they are apart, as `virtual:messages/<locale>/rest`. */
  later?: (areas: readonly MessageArea[]) => ReadonlySet<string>;
}

const PREFIX = "virtual:messages/";
const REST = "rest";
const RESOLVED = `\0${PREFIX}`;

/**
 * Compiles messages at build, so that the browser needs no ICU parser. `virtual:messages/<locale>` is one language
 * whole; `virtual:messages/<locale>/<module>` one module of it. Both export key -> syntax tree by default.
 *
 * While developing, a changed file replaces its module and fires `diwan:messages` on window with
 * `{ locale, catalogue }`; call preventDefault() when you have taken it, else the page reloads.
 */
export function messages(options: MessagesOptions = {}): Plugin {
  const root = options.root ?? SOURCE_ROOT;
  const exclude = new Set(options.exclude ?? ["desk", "supervisor"]);
  return {
    name: "diwan-messages",
    configureServer: ({ watcher }) => void watcher.add(messageFolders(root)),
    resolveId: (id) => (wantedBy(id) ? `\0${id}` : undefined),
    load(id) {
      const wanted = id.startsWith(RESOLVED) ? wantedBy(id.slice(1)) : undefined;
      if (!wanted) return undefined;
      if (options.later && (wanted.area === undefined || wanted.area === REST)) {
        const all = areasOf(readMessageAreas(root), undefined, exclude);
        const later = options.later(all);
        return moduleText(all, wanted.locale, (key) => later.has(key) === (wanted.area === REST));
      }
      const areas = areasOf(readMessageAreas(root), wanted.area, exclude);
      if (areas.length === 0) throw new Error(`No messages for ${id.slice(1)}`);
      return moduleText(areas, wanted.locale);
    },
    hotUpdate({ file }) {
      if (basename(dirname(file)) !== "messages" || !file.endsWith(".json")) return undefined;
      const graph = this.environment.moduleGraph;
      return [...graph.idToModuleMap.values()].filter((each) => each.id?.startsWith(RESOLVED));
    },
  };
}

function wantedBy(id: string): { locale: Locale; area?: string } | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const [code, area, ...more] = id.slice(PREFIX.length).split("/");
  const locale = LOCALES.find((each) => each === code);
  if (!locale || more.length > 0) return undefined;
  return area === undefined ? { locale } : { locale, area };
}

function areasOf(areas: MessageArea[], area: string | undefined, exclude: ReadonlySet<string>): MessageArea[] {
  return areas.filter((each) => (area === undefined ? !exclude.has(each.area) : each.area === area));
}

/** JSON.parse reads faster than an object literal of this size; texts become trees again on arrival. */
function moduleText(areas: readonly MessageArea[], locale: Locale, kept = (_key: string) => true): string {
  const packed = Object.entries(packCatalogue(compileCatalogue(areas, locale))).filter(([key]) => kept(key));
  const json = JSON.stringify(JSON.stringify(Object.fromEntries(packed)));
  return `const catalogue = JSON.parse(${json})
for (const key in catalogue) if (typeof catalogue[key] === "string") catalogue[key] = [{ type: 0, value: catalogue[key] }]
export default catalogue
if (import.meta.hot) import.meta.hot.accept((next) => {
  const detail = { locale: ${JSON.stringify(locale)}, catalogue: next?.default }
  if (window.dispatchEvent(new CustomEvent("diwan:messages", { detail, cancelable: true }))) location.reload()
})
`;
}
