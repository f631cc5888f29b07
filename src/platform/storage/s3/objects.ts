import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { NetClient } from "../../net/client.ts";
import { ObjectMissing, type ObjectStore, type StoredObject } from "../objects.ts";
import { type Bucket, type S3Call, s3Client } from "./client.ts";
import { elements, textOf } from "./xml.ts";

/** Sent and asked for at a time; S3 takes parts from 5 MiB and ten thousand of them, so an object has up to 80 GB. */
const PART_BYTES = 8 * 1_048_576;
const READ_BYTES = 4 * 1_048_576;

type Ask = ReturnType<typeof s3Client>;

/** Objects in a bucket. Durable and listed when S3 has answered: it is strongly consistent. */
export function bucketObjects(net: NetClient, bucket: Bucket, clock: Clock): ObjectStore {
  const ask = s3Client(net, bucket, clock);
  const size = async (key: string) => {
    const { status, headers } = await ask({ method: "HEAD", key }, [404]);
    return status === 404 ? null : Number(headers["content-length"]);
  };
  return {
    place: `${bucket.endpoint}/${bucket.bucket}`,
    size,
    async write(key, bytes) {
      const written = await write(ask, key, bytes);
      const stored = await size(key);
      if (stored !== written) throw new Error(`S3 kept ${stored} bytes of ${written} as ${key}`);
    },
    async *read(key, start, end) {
      for (let at = start; at < end; at += READ_BYTES) {
        const range = `bytes=${at}-${Math.min(at + READ_BYTES, end) - 1}`;
        const { status, body } = await ask({ method: "GET", key, headers: { range } }, [404, 416]);
        if (status === 404) throw new ObjectMissing(key);
        if (status === 416) return;
        yield body;
      }
    },
    async remove(key) {
      const wasThere = (await size(key)) !== null;
      await ask({ method: "DELETE", key }, [404]);
      return wasThere;
    },
    async children(prefix) {
      const names: string[] = [];
      for await (const page of pages(ask, { prefix, delimiter: "/" }))
        for (const found of elements(page, "CommonPrefixes"))
          names.push(textOf(found, "Prefix")!.slice(prefix.length, -1));
      return names.sort();
    },
    async *list(folder) {
      for await (const page of pages(ask, { prefix: `${folder}/` }))
        for (const found of elements(page, "Contents")) yield storedObject(found);
    },
    sweepUnfinished: (before) => abortBefore(ask, before),
  };
}

const storedObject = (xml: string): StoredObject => ({
  name: textOf(xml, "Key")!,
  size: Number(textOf(xml, "Size")),
  at: new Date(textOf(xml, "LastModified")!),
});

async function* pages(ask: Ask, query: Record<string, string>): AsyncGenerator<string> {
  for (let token: string | null = null; ; ) {
    const more: Record<string, string> = token === null ? {} : { "continuation-token": token };
    const { body } = await ask({ method: "GET", query: { "list-type": "2", ...query, ...more } });
    const page = body.toString();
    yield page;
    token = textOf(page, "IsTruncated") === "true" ? textOf(page, "NextContinuationToken") : null;
    if (token === null) return;
  }
}

/** In one piece when it is small, else in parts; answers how many bytes. */
async function write(ask: Ask, key: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const parts = inParts(bytes);
  const first = (await parts.next()).value ?? Buffer.alloc(0);
  const second = await parts.next();
  if (second.done) {
    // 412: our own write whose answer was lost, for nobody else has this name. The size is read back in any case.
    await ask({ method: "PUT", key, body: first, headers: { ...checksum(first), "if-none-match": "*" } }, [412]);
    return first.length;
  }
  return writeParts(ask, key, [first, second.value], parts);
}

async function writeParts(ask: Ask, key: string, ready: Buffer[], more: AsyncIterable<Buffer>): Promise<number> {
  const { body } = await ask({ method: "POST", key, query: { uploads: "" } });
  const uploadId = textOf(body.toString(), "UploadId")!;
  const tags: string[] = [];
  let size = 0;
  const send = async (part: Buffer) => {
    const query = { partNumber: `${tags.length + 1}`, uploadId };
    const { headers } = await ask({ method: "PUT", key, query, body: part, headers: checksum(part) });
    tags.push(String(headers.etag));
    size += part.length;
  };
  try {
    for (const part of ready) await send(part);
    for await (const part of more) await send(part);
    await complete(ask, key, uploadId, tags);
    return size;
  } catch (error) {
    await ask({ method: "DELETE", key, query: { uploadId } }).catch(() => undefined);
    throw error;
  }
}

async function complete(ask: Ask, key: string, uploadId: string, tags: readonly string[]): Promise<void> {
  const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  const body = Buffer.from(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`);
  const call: S3Call = {
    method: "POST",
    key,
    query: { uploadId },
    body,
    headers: { "content-type": "application/xml" },
  };
  const answer = (await ask(call)).body.toString();
  // S3 may begin to answer 200 before it knows.
  if (elements(answer, "Error").length > 0) throw new Error(`S3 did not join ${key}: ${textOf(answer, "Code")}`);
}

const checksum = (bytes: Buffer) => ({
  "x-amz-checksum-sha256": createHash("sha256").update(bytes).digest("base64"),
});

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + PART_BYTES - size);
      held.push(piece);
      size += piece.length;
      at += piece.length;
      if (size < PART_BYTES) continue;
      yield Buffer.concat(held);
      [held, size] = [[], 0];
    }
  if (size > 0) yield Buffer.concat(held);
}

/** Parts of writes that were interrupted; a service that cannot list them has a rule of its own for them. */
async function abortBefore(ask: Ask, before: Date): Promise<number> {
  const { status, body } = await ask({ method: "GET", query: { uploads: "" } }, [501]);
  if (status === 501) return 0;
  let count = 0;
  for (const upload of elements(body.toString(), "Upload")) {
    if (new Date(textOf(upload, "Initiated")!) >= before) continue;
    const query = { uploadId: textOf(upload, "UploadId")! };
    await ask({ method: "DELETE", key: textOf(upload, "Key")!, query }, [404]);
    count++;
  }
  return count;
}
