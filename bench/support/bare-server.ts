/** The least that could serve: a Fastify server with one route and one connection to PostgreSQL, nothing of ours. */
import fastify from "fastify";
import pg from "pg";

const pool = new pg.Pool({ ...JSON.parse(process.env.BARE_DATABASE!), max: 1 });
const app = fastify();
app.get("/health/ready", async () => (await pool.query("select 'ready' as status")).rows[0]);
await app.listen({ port: Number(process.env.BARE_PORT), host: "127.0.0.1" });
console.log("ready");
process.on("SIGTERM", async () => {
  await app.close();
  await pool.end();
});
