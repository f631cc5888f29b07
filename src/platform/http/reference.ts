import type { FastifyInstance } from "fastify";

type Operation = { tags?: string[]; parameters?: { name: string; in: string }[] };

/** The OpenAPI document, and a plain page to read it without script. */
export function serveReference(app: FastifyInstance): void {
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  app.get("/api", { schema: { hide: true } }, async (_request, reply) => {
    const document = app.swagger() as { paths?: Record<string, Record<string, Operation>> };
    return reply.type("text/html; charset=utf-8").send(page(document.paths ?? {}));
  });
}

function page(paths: Record<string, Record<string, Operation>>): string {
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []).map((p) => p.name).join(", ");
      return `<tr><td>${inMarkup(operation.tags?.[0] ?? "")}</td><td><code>${method.toUpperCase()}</code></td><td><code>${inMarkup(path)}</code></td><td>${inMarkup(parameters)}</td></tr>`;
    }),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Diwan API</title><h1>Diwan API</h1>
<p><a href="/api/openapi.json">openapi.json</a></p>
<table><thead><tr><th>Feature</th><th>Method</th><th>Path</th><th>Parameters</th></tr></thead><tbody>${rows.join("")}</tbody></table></html>`;
}

const inMarkup = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
