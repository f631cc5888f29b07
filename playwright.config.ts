import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const PORT = Number(process.env.DIWAN_JOURNEY_PORT ?? 3470);
const DATA = process.env.DIWAN_JOURNEY_DATA ?? join(tmpdir(), `diwan-journeys-${process.pid}`);

/** Few journeys through the real product, in a real browser, on the demonstration institution. */
export default defineConfig({
  testDir: "test/journeys",
  testMatch: "**/*.spec.ts",
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  outputDir: ".diwan/test/journeys",
  use: {
    baseURL: `http://localhost:${PORT}`,
    locale: "ar-MA",
    timezoneId: "Africa/Casablanca",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--font-render-hinting=none",
      ],
    },
  },
  webServer: {
    command: `bin/start --demo --port ${PORT} --data ${DATA}`,
    url: `http://localhost:${PORT}/health/ready`,
    timeout: 240_000,
    // Pictures may be taken from a demonstration that already runs.
    reuseExistingServer: process.env.DIWAN_PICTURES !== undefined,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  },
});
