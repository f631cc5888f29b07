import type { FastifyInstance } from "fastify";
import type pg from "pg";
import { type Db, sql, type Tx } from "../db/db.ts";
import { listen } from "../events/listen.ts";
import type { Authenticator } from "../http/authenticate.ts";
import { credentialsOf, identify } from "../http/serve.ts";
import type { Platform } from "../platform.ts";

const CHANNEL = "diwan_live";
const HEARTBEAT_MS = 25_000;
/** How long topics are remembered for a screen whose answers were read before its stream opened, ms. */
const MEMORY_MS = 60_000;
type Message = { person: string | null; topic: string };
/** The topic told when a session ends, and by a stream whose session is over before it closes. */
const SESSION = "session";
type Stream = {
  person: string;
  send: (topic: string) => void;
  end: () => void;
  /** Closes the stream unless its session still lives and is still of the same person. */
  check: () => Promise<void>;
};

/** Tells the open screens of a person (or, with null, nobody) that a topic changed; inside a transaction, at its commit. */
export async function tell(on: Db | Tx, person: string | null, topic: string): Promise<void> {
  if (person) await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ person, topic })})`.execute(on);
}

export type Live = { serve: (app: FastifyInstance, authenticate: Authenticator) => void; close: () => Promise<void> };

/**
 * Server-sent events: one listening connection per process, one stream per open screen. Only topics travel, never content.
 * A stream proves its session again at each heartbeat (ms) and when a session of its person ends, so that none outlives
 * a revocation, a lockout or an expiry by more than one heartbeat.
 */
export async function startLive(platform: Platform, pool: pg.Pool, heartbeatMs = HEARTBEAT_MS): Promise<Live> {
  const open = new Set<Stream>();
  const heard: (Message & { at: number })[] = [];
  let hearsSince = Date.now();
  const ear = listen(platform.log, pool, {
    [CHANNEL]: (payload) => {
      if (payload !== null) return hear(JSON.parse(payload) as Message);
      hearsSince = Date.now();
      for (const stream of open) stream.send("*");
    },
  });
  function hear({ person, topic }: Message): void {
    const at = Date.now();
    heard.push({ person, topic, at });
    while (heard[0] && heard[0].at < at - MEMORY_MS) heard.shift();
    for (const stream of open)
      if (person === null || stream.person === person) {
        stream.send(topic);
        if (topic === SESSION) void stream.check();
      }
  }
  /** Tells a new stream what its screen missed between its answers and now. */
  function catchUp(stream: Stream, since: number): void {
    const unknown = since < Math.max(hearsSince, Date.now() - MEMORY_MS);
    const missed = heard.filter(({ person, at }) => at >= since && (person === null || person === stream.person));
    for (const topic of unknown ? ["*"] : new Set(missed.map(({ topic }) => topic))) stream.send(topic);
  }
  await ear.ready;
  hearsSince = Date.now();

  return {
    serve(app, authenticate) {
      app.get("/api/events", { schema: { hide: true } }, async (request, reply) => {
        const identity = await identify(platform, authenticate, request);
        const person = identity?.actor.id;
        if (!person) return reply.status(401).send();
        reply.hijack();
        const out = reply.raw;
        out.writeHead(200, {
          "content-type": "text/event-stream",
          "cache-control": "no-store",
          "x-accel-buffering": "no",
        });
        out.write("retry: 2000\n\n");
        const watching = { ...credentialsOf(request), watching: true };
        const stream: Stream = {
          person,
          send: (topic) => void out.write(`data: ${topic}\n\n`),
          end: () => out.end(),
          async check() {
            // A database that is away ends no session: the next heartbeat asks again.
            const still = await authenticate(platform, watching).catch(() => "unknown" as const);
            if (still === "unknown" || still?.actor.id === person || out.writableEnded) return;
            stream.send(SESSION);
            stream.end();
          },
        };
        const heartbeat = setInterval(() => {
          out.write(":\n\n");
          void stream.check();
        }, heartbeatMs);
        open.add(stream);
        const { since } = request.query as { since?: string };
        if (since) catchUp(stream, Number(since));
        request.raw.on("close", () => {
          clearInterval(heartbeat);
          open.delete(stream);
        });
      });
    },
    async close() {
      for (const stream of open) stream.end();
      await ear.close();
    },
  };
}
