/** The statements of a list, run in turn and sent as JSON: no session, no transaction, no wall, nothing of ours. */
import fastify from "fastify";
import { openPool } from "#platform/db/open.ts";

const statements = JSON.parse(process.env.BARE_STATEMENTS!) as { text: string; values: unknown[] }[];
const pool = openPool(JSON.parse(process.env.BARE_DATABASE!));
const app = fastify();
app.get("/list", async () => {
  let rows: unknown[] = [];
  for (const { text, values } of statements) rows = (await pool.query(text, values)).rows;
  return { items: rows };
});
await app.listen({ port: Number(process.env.BARE_PORT), host: "127.0.0.1" });
process.on("SIGTERM", async () => {
  await app.close();
  await pool.end();
});
