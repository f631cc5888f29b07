import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const SOURCE = join(import.meta.dirname, "../src/web/pwa/sw.js");
/** What the shell needs to open without a network: code and styles; fonts are kept when first used. */
const SHELL = /\.(js|css)$/;

/** Emits `/sw.js` with the list of the built shell files; its version changes exactly when one of them does. */
export const serviceWorker = (): Plugin => ({
  name: "diwan-service-worker",
  apply: "build",
  generateBundle(_options, bundle) {
    const shell = new Set<string>();
    const visit = (name: string): void => {
      const file = bundle[name];
      if (!file || shell.has(`/${name}`)) return;
      if (SHELL.test(name)) shell.add(`/${name}`);
      if (file.type !== "chunk") return;
      for (const css of file.viteMetadata?.importedCss ?? []) shell.add(`/${css}`);
      file.imports.forEach(visit);
    };
    for (const file of Object.values(bundle)) if (file.type === "chunk" && file.isEntry) visit(file.fileName);
    const files = [...shell].sort();
    const source = readFileSync(SOURCE, "utf8");
    const version = createHash("sha256").update(source).update(files.join()).digest("hex").slice(0, 12);
    const code = source.replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files));
    this.emitFile({ type: "asset", fileName: "sw.js", source: code });
  },
});
