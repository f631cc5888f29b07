import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { waysOut } from "./ways-out.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Folders that may open sockets: the outbound client, and the database driver's surroundings. */
const OWNERS = /^src\/platform\/(net|db)\//;
const TESTS = /\.(test|e2e)\.tsx?$|^src\/platform\/testing\/|^test\//;

/** Single files that open a socket which cannot leave the machine, each with its reason. */
const WITHIN_THE_MACHINE: Record<string, { ways: string[]; reason: string }> = {
  "scripts/check-deletable.ts": {
    ways: ["fetch"],
    reason: "the check asks the copy it has just started, on localhost, whether it serves",
  },
  "src/cli/client.ts": {
    ways: ["http.request"],
    reason: "bin/diwan speaks to the running process over the Unix socket of the data folder",
  },
  "src/platform/tls/shown-chain.ts": {
    ways: ["tls.connect", "tls.TLSSocket"],
    reason: "a handshake over a pair of streams in memory",
  },
};

const sources = globSync("{src,bin,scripts}/**/*.{ts,tsx,js,mjs,cjs}", { cwd: ROOT }).filter(
  (path) => !TESTS.test(path) && !OWNERS.test(path),
);
const sideOf = (path: string) => (/^src\/(web|features\/[^/]+\/web|desk\/page)\//.test(path) ? "browser" : "server");

test("T-EG-03: no source but the outbound client's opens a way out", () => {
  expect(sources.length).toBeGreaterThan(50);
  const found = sources.flatMap((path) => {
    const known = WITHIN_THE_MACHINE[path]?.ways ?? [];
    return waysOut(readFileSync(join(ROOT, path), "utf8"), sideOf(path), path)
      .filter(({ what }) => !known.includes(what))
      .map(({ line, what }) => `${path}:${line} ${what}`);
  });
  expect(found).toEqual([]);
});

test("each exception still exists and still needs its leave", () => {
  for (const [path, { ways }] of Object.entries(WITHIN_THE_MACHINE)) {
    const found = waysOut(readFileSync(join(ROOT, path), "utf8"), sideOf(path), path).map(({ what }) => what);
    expect(found.sort()).toEqual([...ways].sort());
  }
});

describe("the finder itself", () => {
  test.each([
    ['import { request } from "node:https";', "https.request"],
    ['import { get as ask } from "http";', "http.get"],
    ['import http from "node:http";', "http as a whole"],
    ['import * as net from "node:net";', "net as a whole"],
    ['import { createServer, connect } from "node:net";', "net.connect"],
    ['import { lookup } from "node:dns/promises";', "dns/promises.lookup"],
    ['import { Agent } from "undici";', "undici.Agent"],
    ['const { request } = await import("node:http");', "http at run time"],
    ['const tls = require("tls");', "tls at run time"],
    ['process.getBuiltinModule("node:net").connect(1);', "net at run time"],
    ['export { request } from "node:http";', "http passed on"],
    ['await fetch("http://a.example");', "fetch"],
    ["globalThis.fetch(url);", "fetch"],
    ["const ask = fetch;", "fetch"],
    ["run(fetch);", "fetch"],
    ["new WebSocket(url);", "WebSocket"],
    ['execFile("curl", [url]);', "curl"],
    ['spawn("/usr/bin/wget", [url]);', "/usr/bin/wget"],
  ])("tells %s on the server", (text, what) => {
    expect(waysOut(text, "server")).toEqual([{ line: 1, what }]);
  });

  test.each([
    'import { createServer, isIP } from "node:net";',
    'import type { Socket } from "node:net";',
    'import { type Socket, isIPv4 } from "node:net";',
    'import { createServer } from "node:https";',
    "client.fetch(page);",
    "type X = { fetch: string };",
    "// fetch(url)",
    'const word = "fetch";',
  ])("passes %s on the server", (text) => {
    expect(waysOut(text, "server")).toEqual([]);
  });

  test.each([
    'fetch("https://cdn.example/x")',
    "new WebSocket(`wss://a.example/`)",
    'navigator.sendBeacon("//a.example")',
    'window.open("http://a.example")',
  ])("tells %s in the browser", (text) => {
    expect(waysOut(text, "browser")).toHaveLength(1);
  });

  test.each(['fetch("/api/x")', "fetch(address)", 'new EventSource("/api/live")'])(
    "passes %s in the browser",
    (text) => {
      expect(waysOut(text, "browser")).toEqual([]);
    },
  );
});
