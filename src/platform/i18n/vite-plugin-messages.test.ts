import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, createServer } from "vite";
import { afterAll, expect, test } from "vitest";
import { messages } from "./vite-plugin-messages.ts";

const root = mkdtempSync(join(tmpdir(), "diwan-messages-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(area: string, texts: Record<string, Record<string, string>>): void {
  const folder = join(root, area, "messages");
  mkdirSync(folder, { recursive: true });
  for (const [locale, each] of Object.entries(texts))
    writeFileSync(join(folder, `${locale}.json`), JSON.stringify(each));
}

write("features/leave", {
  ar: { "leave.title": "رخصة", "leave.days": "{n, plural, one {يوم} other {# يوم}}" },
  fr: { "leave.title": "Congé", "leave.days": "{n, plural, one {# jour} other {# jours}}" },
});
write("platform/http", { ar: { "http.title": "خطأ" }, fr: { "http.title": "Erreur" } });
write("desk", { ar: { "desk.title": "مكتب" }, fr: { "desk.title": "Guichet" } });

/** Builds a module that imports `id` and gives its default export. */
async function built(id: string): Promise<Record<string, unknown>> {
  writeFileSync(join(root, "entry.js"), `import catalogue from "${id}"\nexport default catalogue\n`);
  const result = await build({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [messages({ root })],
    build: { write: false, lib: { entry: join(root, "entry.js"), formats: ["es"] }, minify: false },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const code = output && "output" in output ? output.output[0].code : "";
  expect(code).not.toContain("location.reload");
  const module: { default: Record<string, unknown> } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.default;
}

test("a language is one module, compiled, without the sentences of other processes", async () => {
  const fr = await built("virtual:messages/fr");
  expect(Object.keys(fr).sort()).toEqual(["http.title", "leave.days", "leave.title"]);
  expect(fr["leave.title"]).toEqual([{ type: 0, value: "Congé" }]);
  expect(fr["leave.days"]).toMatchObject([{ type: 6, value: "n", options: { one: {}, other: {} } }]);
});

test("one module of a language can be had alone, and a language that lacks it falls back", async () => {
  expect(Object.keys(await built("virtual:messages/ar/leave"))).toEqual(["leave.days", "leave.title"]);
  expect((await built("virtual:messages/en/http"))["http.title"]).toEqual([{ type: 0, value: "Erreur" }]);
});

test("an unknown language or module stops the build", async () => {
  await expect(built("virtual:messages/de")).rejects.toThrow();
  await expect(built("virtual:messages/fr/nothing")).rejects.toThrow(/No messages/);
});

test("while developing, a changed file reaches the page without a restart", { timeout: 20_000 }, async () => {
  write("features/tasks", { fr: { "tasks.title": "Avant" } });
  mkdirSync(join(root, "page"), { recursive: true });
  const server = await createServer({
    root: join(root, "page"),
    configFile: false,
    logLevel: "silent",
    plugins: [messages({ root })],
    server: { middlewareMode: true, ws: false, watch: { usePolling: true, interval: 50 } },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const client = server.environments.client;
    const code = async () => (await client.transformRequest("virtual:messages/fr/tasks"))?.code ?? "";
    expect(await code()).toContain("Avant");
    expect(await code()).toContain("diwan:messages");
    write("features/tasks", { fr: { "tasks.title": "Après" } });
    await expect.poll(code, { timeout: 10_000 }).toContain("Après");
  } finally {
    await server.close();
  }
});
