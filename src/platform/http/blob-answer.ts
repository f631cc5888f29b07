import type { FastifyReply, FastifyRequest } from "fastify";
import type { BlobStore } from "../storage/storage.ts";

/**
 * Sends a stored blob as it is read, or the one range of it that was asked for (RFC 9110, section 14). The caller has
 * authorized it and set the type.
 */
export async function sendBlob(request: FastifyRequest, reply: FastifyReply, blobs: BlobStore, digest: string) {
  const size = await blobs.size(digest);
  const range = size === null ? null : rangeOf(request.headers.range, size);
  reply.header("accept-ranges", "bytes");
  if (range === "unsatisfiable") return reply.code(416).header("content-range", `bytes */${size}`).send();
  // A missing blob throws here, before anything is sent.
  const bytes = await blobs.open(digest, range ?? {});
  if (range) reply.code(206).header("content-range", `bytes ${range.start}-${range.end - 1}/${size}`);
  reply.header("content-length", range ? range.end - range.start : size);
  return reply.send(bytes);
}

/** What a Range header asks for, `end` exclusive; null for the whole: none asked, several, or not understood. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from !== "" && to !== "" && Number(to) < Number(from)) return null;
  // Without a beginning: so many of the last bytes.
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  return start >= end ? "unsatisfiable" : { start, end };
}
