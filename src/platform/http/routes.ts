import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Command } from "../command.ts";
import type { Call, Ctx } from "../context.ts";
import type { Platform } from "../platform.ts";

type Schema = z.ZodType;
type Parsed<S> = S extends z.ZodType<infer T> ? T : undefined;

/** The shape of a route: what it takes and gives (this is the OpenAPI document), and who may knock. */
export type RouteSpec<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined> = {
  params?: P;
  query?: Q;
  body?: B;
  response?: Schema;
  /** 201 for a creation, 204 for no answer; 200 otherwise. */
  status?: 200 | 201 | 202 | 204;
  /** `person` (default): a signed-in person. `anyone`: before sign-in. The rules proper live in policies. */
  access?: "person" | "anyone";
  /** A POST that needs no idempotency key: it changes nothing, or may not be replayed (sign-in). */
  keyless?: boolean;
  /** Requests a minute for one caller; the general limit otherwise. */
  perMinute?: number;
  /** A file or stream: not described as JSON. */
  raw?: boolean;
  /** Takes multipart/form-data with files of at most this many bytes. */
  upload?: number;
};

/** What a handler holds. */
export type RouteCall<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  call: Call;
  platform: Platform;
  request: FastifyRequest;
  reply: FastifyReply;
  ask: <T>(question: (ctx: Ctx) => Promise<T>) => Promise<T>;
  perform: <I, O>(verb: Command<I, O, unknown>, input: I) => Promise<O>;
};

export type Handler<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined> = (
  call: RouteCall<Parsed<P>, Parsed<Q>, Parsed<B>>,
) => Promise<unknown>;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Route = {
  method: Method;
  path: string;
  feature: string;
  spec: RouteSpec<Schema | undefined, Schema | undefined, Schema | undefined>;
  handler: Handler<undefined, undefined, undefined>;
};

type Define = <
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  path: string,
  spec: RouteSpec<P, Q, B>,
  handler: Handler<P, Q, B>,
) => void;

/** Where a feature says its routes; each is served under `/api`. */
export type RouteTable = { get: Define; post: Define; put: Define; patch: Define; del: Define };

export function routeTable(feature: string, into: Route[]): RouteTable {
  const define =
    (method: Method): Define =>
    (path, spec, handler) => {
      into.push({
        method,
        path,
        feature,
        spec: spec as Route["spec"],
        handler: handler as unknown as Route["handler"],
      });
    };
  return {
    get: define("GET"),
    post: define("POST"),
    put: define("PUT"),
    patch: define("PATCH"),
    del: define("DELETE"),
  };
}
