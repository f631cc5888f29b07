import { join } from "node:path";
import type { Plugin } from "vite";

const ENTRY = join(import.meta.dirname, "../src/web/main.tsx");
/** Large, and of several uses: the first screen needs little of it. */
const SPLIT_BY_USE = /node_modules\/@internationalized\/date\//;

/**
 * Puts what the first screen imports into one file, instead of one more for every module that some later page shares: on a
 * slow line each file costs a request and its headers.
 */
export function firstScreen(): Plugin {
  const shell = new Set<string>();
  return {
    name: "diwan-first-screen",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [{ name: "shell", test: (id) => shell.has(id) }],
            },
          },
        },
      },
    }),
    buildEnd() {
      const reach = (id: string): void => {
        if (shell.has(id) || SPLIT_BY_USE.test(id)) return;
        shell.add(id);
        this.getModuleInfo(id)?.importedIds.forEach(reach);
      };
      reach(ENTRY);
      shell.delete(ENTRY); // it stays the entry, which the page names
    },
  };
}
