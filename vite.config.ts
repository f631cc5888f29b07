import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { browserslistToTargets } from "lightningcss";
import { defineConfig } from "vite";
import { SERVER_ONLY } from "./scripts/client-messages.ts";
import { laterKeys } from "./scripts/first-messages.ts";
import { firstScreen } from "./scripts/first-screen.ts";
import { fonts } from "./scripts/fonts.ts";
import { helpPages } from "./scripts/help-pages.ts";
import { precompress } from "./scripts/precompress.ts";
import { serviceWorker } from "./scripts/service-worker.ts";
import { messages } from "./src/platform/i18n/vite-plugin-messages.ts";

/** The oldest browsers the offices run: Chrome 109 is the last on Windows 7, Firefox 115 its last ESR (design/ui.md 7). */
const BROWSERS = ["chrome 109", "firefox 115", "safari 16.4"];

export default defineConfig({
  root: "src/web",
  publicDir: "public",
  plugins: [
    optimizeLocales.vite({ locales: ["ar-AE", "fr-FR", "en-US"] }),
    react(),
    messages({ exclude: SERVER_ONLY, later: laterKeys }),
    helpPages(),
    fonts(),
    firstScreen(),
    serviceWorker(),
    precompress(),
  ],
  css: {
    transformer: "lightningcss",
    lightningcss: { targets: browserslistToTargets(BROWSERS), cssModules: { pattern: "[name]-[local]-[hash]" } },
  },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: ["chrome109", "firefox115", "safari16.4"],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { treeshake: { manualPureFunctions: ["z"] } },
  },
  server: {
    port: 5173,
    fs: { allow: ["../.."] },
    proxy: { "/api": process.env.DIWAN_SERVER ?? "http://localhost:3000" },
  },
});
