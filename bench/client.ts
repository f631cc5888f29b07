/**
 * The first screen in Chromium on a slow machine (CPU four times slower, 4 Mbit/s, 80 ms): My work of the demonstration's
 * director, cold and warm, in Arabic and French; bytes by kind against their budgets. Beside it, a page with one heading
 * from a bare server, under the same brakes.
 *   node bench/client.ts [--runs 5] [--port 3464]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { PASSWORD } from "#features/demonstration/api.ts";
import playwright from "../playwright.config.ts";
import { median, say, spread, verdict } from "./support/figures.ts";
import { startProduct } from "./support/product.ts";

const BUDGET = { script_kb: 150, style_kb: 15, font_kb: { ar: 80, fr: 40 }, cold_s: 2.5, warm_s: 1.2, nodes: 1_500 };
const BRAKES = { cpu: 4, bytesPerSecond: 4_000_000 / 8, latency_ms: 80 };
type Locale = "ar" | "fr";
type Seen = { painted_s: number; nodes: number; bytes: Record<string, number> };

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "5" }, port: { type: "string", default: "3464" } },
});
const port = Number(options.port);
const url = `http://localhost:${port}`;
const bareUrl = `http://localhost:${port + 2}`;

/** One look at a page: when its largest content was painted, and what came over the wire. */
async function look(page: Page, address: string): Promise<Seen> {
  const session = await page.context().newCDPSession(page);
  const bytes: Record<string, number> = {};
  const kinds = new Map<string, string>();
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: BRAKES.latency_ms,
    downloadThroughput: BRAKES.bytesPerSecond,
    uploadThroughput: BRAKES.bytesPerSecond,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: BRAKES.cpu });
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  const painted_ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      }),
  );
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await session.detach();
  return { painted_s: painted_ms / 1_000, nodes, bytes };
}

async function signIn(browser: Browser, locale: Locale): Promise<Awaited<ReturnType<BrowserContext["storageState"]>>> {
  const context = await browser.newContext({ locale: `${locale}-MA` });
  const headers = { "x-diwan": "1", "idempotency-key": `bench-${locale}-sign-in`, origin: url };
  const answer = await context.request.post(`${url}/api/session`, {
    headers,
    data: { login: "director", password: PASSWORD },
  });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function firstScreen(browser: Browser, locale: Locale): Promise<void> {
  const cold: Seen[] = [];
  const warm: Seen[] = [];
  const bare: Seen[] = [];
  for (let turn = 0; turn < Number(options.runs); turn++) {
    const storageState = await signIn(browser, locale);
    const context = await browser.newContext({
      locale: `${locale}-MA`,
      storageState,
      viewport: { width: 1280, height: 860 },
    });
    const page = await context.newPage();
    cold.push(await look(page, url));
    warm.push(await look(page, url));
    bare.push(await look(page, bareUrl));
    await context.close();
  }
  const painted = (seen: Seen[]) => seen.map(({ painted_s }) => painted_s);
  const kb = (kind: string) => median(cold.map(({ bytes }) => (bytes[kind] ?? 0) / 1_000));
  const budget = (kind: string, figure: number, limit: number, unit: string) =>
    say(`${locale}: ${kind}`, `${figure.toFixed(0)} ${unit}`, verdict(figure <= limit, `${limit} ${unit}`));
  const times = (kind: string, seen: Seen[], limit_s: number) =>
    say(
      `${locale}: ${kind}, s (min / median / max)`,
      spread(painted(seen)),
      verdict(median(painted(seen)) <= limit_s, `${limit_s} s`),
    );
  say(`${locale}: bare page painted, s (min / median / max)`, spread(painted(bare)));
  times("first screen painted, cold", cold, BUDGET.cold_s);
  times("first screen painted, warm", warm, BUDGET.warm_s);
  say(`${locale}: ratio warm / bare`, `${(median(painted(warm)) / median(painted(bare))).toFixed(1)}x`);
  budget("script, compressed", kb("Script"), BUDGET.script_kb, "kB");
  budget("style, compressed", kb("Stylesheet"), BUDGET.style_kb, "kB");
  budget("fonts", kb("Font"), BUDGET.font_kb[locale], "kB");
  budget("nodes of the document", median(cold.map(({ nodes }) => nodes)), BUDGET.nodes, "");
}

const dataDir = mkdtempSync(join(tmpdir(), "diwan-bench-"));
const bareServer = createServer((_request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8").end("<!doctype html><title>-</title><h1>Diwan</h1>");
}).listen(port + 2, "127.0.0.1");
const product = await startProduct(dataDir, port, ["--demo"]);
const browser = await chromium.launch(playwright.use!.launchOptions!);
try {
  for (const locale of ["ar", "fr"] as const) await firstScreen(browser, locale);
} finally {
  await browser.close();
  await product.stop();
  bareServer.close();
  rmSync(dataDir, { recursive: true, force: true });
}
