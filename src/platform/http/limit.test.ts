import fastify from "fastify";
import { expect, it } from "vitest";
import { Problem } from "../problem.ts";
import { limitPerMinute } from "./limit.ts";

it("refuses the source that asks too often, says when to come back, and lets others go on", async () => {
  const app = fastify({ trustProxy: true });
  app.setErrorHandler((error, _request, reply) =>
    reply.status(error instanceof Problem ? error.status : 500).send({ code: (error as Problem).code }),
  );
  app.get("/", { onRequest: limitPerMinute(2) }, async () => "fine");
  const ask = (from: string) => app.inject({ url: "/", headers: { "x-forwarded-for": from } });
  for (const expected of [200, 200, 429, 429]) expect((await ask("192.0.2.1")).statusCode).toBe(expected);
  const refused = await ask("192.0.2.1");
  expect(refused.json()).toEqual({ code: "http.too_many" });
  expect(refused.headers["retry-after"]).toBe("60");
  expect((await ask("192.0.2.2")).statusCode).toBe(200);
  // One subscriber holds a whole /64.
  for (const expected of [200, 200, 429]) expect((await ask(`2001:db8:0:1::${expected}`)).statusCode).toBe(expected);
  await app.close();
});
