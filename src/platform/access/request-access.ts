import type { Ctx } from "../context.ts";
import { personOf } from "../context.ts";
import { many, one, sql } from "../db/db.ts";
import { emit } from "../events/emit.ts";
import { newId } from "../ids.ts";
import { authorize } from "./authorize.ts";

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const NOTE_MAX = 500;

/**
 * "Ask the owner of this link for access", offered by the one 404 page. Delivered (event `access.requested`, whose
 * `owners` are the persons who may share it) only when the path names something that has an owner, at most once a day;
 * the asker gets the same silence in every case.
 */
export async function requestAccess(ctx: Ctx, path: string, note = ""): Promise<void> {
  const person = personOf(ctx);
  const resource = path.match(UUID)?.at(-1);
  if (!resource) return;
  const { owners } = await one<{ owners: string[] }>(
    ctx.tx,
    sql`select access.request_access(${newId(ctx.at)}::uuid, ${resource}::uuid, ${note.slice(0, NOTE_MAX)}) as owners`,
  );
  if (owners.length > 0) await emit(ctx, "access.requested", resource, { person, owners });
}

export type AccessRequest = { id: string; person: string; note: string; at: Date };

/** Who asked to see it; for one who may share it. */
export async function accessRequests(ctx: Ctx, resource: string): Promise<AccessRequest[]> {
  await authorize(ctx, resource, "share");
  return many<AccessRequest>(
    ctx.tx,
    sql`select id, person, note, at from access.request where resource = ${resource}::uuid order by at desc`,
  );
}
