import { join } from "node:path";
import type { Plugin } from "vite";
import type { Block, HelpLanguage, HelpPage } from "../src/features/help/web/tree.ts";
import { helpFolders, pictureFile, ROOT, readBook, takenIn, type WrittenPage } from "./help/book.ts";

const PREFIX = "virtual:help/";
const RESOLVED = `\0${PREFIX}`;

/**
 * Compiles the help at build: `virtual:help/ar` and `virtual:help/fr` are one language whole, so that the browser parses
 * no Markdown and the search needs no server. A fault in a page fails the build.
 */
export const helpPages = (): Plugin => ({
  name: "diwan-help",
  configureServer: ({ watcher }) => void watcher.add(helpFolders().map((folder) => join(ROOT, folder))),
  resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
  load(id) {
    if (!id.startsWith(RESOLVED)) return undefined;
    const language = id.slice(RESOLVED.length) as HelpLanguage;
    const { pages, faults } = readBook(language);
    for (const { file, line, fault } of faults) this.error(`${file}:${line ?? 1}: ${fault}`);
    for (const page of pages) this.addWatchFile(join(ROOT, page.file));
    return moduleText(pages, language);
  },
  hotUpdate({ file, server }) {
    if (!/\/help\/[^/]+\.md$/.test(file)) return undefined;
    server.ws.send({ type: "full-reload" });
    return undefined;
  },
});

function moduleText(pages: readonly WrittenPage[], language: HelpLanguage): string {
  const pictures: string[] = [];
  const compiled = pages.map(({ file: _, folder, blocks, ...page }): HelpPage => {
    const taken = takenIn(folder);
    const compile = (block: WrittenPage["blocks"][number]): Block[] => {
      if (!("picture" in block)) return [block];
      const size = taken[`${block.picture}.${language}`];
      // A picture that nobody has taken yet is told by scripts/check-help.ts; the page is read without it.
      if (!size) return [];
      const picture = pictures.push(join(ROOT, pictureFile(folder, block.picture, language))) - 1;
      return [{ picture, alt: block.alt, width: size.width, height: size.height }];
    };
    return { ...page, blocks: blocks.flatMap(compile) };
  });
  const imports = pictures.map((file, i) => `import p${i} from ${JSON.stringify(`${file}?url`)}`).join("\n");
  const names = pictures.map((_, i) => `p${i}`).join(", ");
  return `${imports}
export default { pages: JSON.parse(${JSON.stringify(JSON.stringify(compiled))}), pictures: [${names}] }
`;
}
