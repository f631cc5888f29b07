import { affected, type Db, many, maybe, one, type Queryable, sql, type Tx } from "../db/db.ts";

/** A blob as the database knows it. */
export type BlobRow = {
  address: string;
  object: string;
  label: string;
  /** Bytes of the content. */
  size: number;
  /** Which key wraps: `<label>/<year>`. */
  wrapping: string;
  wrapped: Buffer;
};
const COLUMNS = sql`address, object, label, size, wrapping, wrapped`;

/** `locked`: its key does not open, because the row was changed or the root key is another. */
export type What = "missing" | "damaged" | "locked";

/** Removals of files keep away from a running backup, whose snapshot may still name them. */
const REMOVAL_LOCK = 1_684_633_442;

/** Keeps the row, or renews the one that is there; answers what is there now. */
export const keepBlob = (on: Queryable, row: BlobRow, at: Date) =>
  one<BlobRow>(
    on,
    sql`insert into storage.blob as b (${COLUMNS}, put_at, checked_at)
        values (${row.address}, ${row.object}, ${row.label}, ${row.size}, ${row.wrapping}, ${row.wrapped}, ${at}, ${at})
        on conflict (address) do update set put_at = greatest(b.put_at, excluded.put_at)
        returning ${COLUMNS}`,
  );

/** Only for what is not there yet. */
export const addBlob = (on: Queryable, row: BlobRow, at: Date) =>
  affected(
    on,
    sql`insert into storage.blob (${COLUMNS}, put_at, checked_at)
        values (${row.address}, ${row.object}, ${row.label}, ${row.size}, ${row.wrapping}, ${row.wrapped}, ${at}, ${at})
        on conflict (address) do nothing`,
  );

/** A whole file takes the place of one that is missing or damaged; 0 when that one was replaced meanwhile. */
export const replaceBlob = (on: Queryable, damaged: string, row: BlobRow, at: Date) =>
  affected(
    on,
    sql`with cleared as (delete from storage.finding where address = ${row.address})
        update storage.blob set object = ${row.object}, label = ${row.label}, size = ${row.size}, wrapping = ${row.wrapping},
          wrapped = ${row.wrapped}, put_at = ${at}, checked_at = ${at}
        where address = ${row.address} and object = ${damaged}`,
  );

export const blobAt = (on: Queryable, address: string) =>
  maybe<BlobRow>(on, sql`select ${COLUMNS} from storage.blob where address = ${address}`);

/** Takes the key away, and with it the content; answers which file is now nothing. */
export const forgetBlob = (on: Queryable, address: string) =>
  maybe<{ object: string }>(
    on,
    sql`with cleared as (delete from storage.finding where address = ${address})
        delete from storage.blob where address = ${address} returning object`,
  );

/** The same for an orphan: not when it was put again meanwhile. */
export const forgetOrphan = (on: Queryable, address: string, before: Date) =>
  maybe<{ object: string }>(
    on,
    sql`delete from storage.blob where address = ${address} and put_at < ${before} returning object`,
  );

export const addressesPutBefore = (on: Queryable, before: Date, after: string, limit: number) =>
  many<{ address: string }>(
    on,
    sql`select address from storage.blob where put_at < ${before} and address > ${after} order by address limit ${limit}`,
  );

/** Of these objects, those that a row holds. */
export const heldObjects = (on: Queryable, objects: readonly string[]) =>
  many<{ object: string }>(on, sql`select object from storage.blob where object = any(${objects}::text[])`);

/** Of these addresses, those that have a row. */
export const knownAddresses = (on: Queryable, addresses: readonly string[]) =>
  many<{ address: string }>(on, sql`select address from storage.blob where address = any(${addresses}::text[])`);

export const blobsAfter = (on: Queryable, after: string, limit: number) =>
  many<BlobRow>(on, sql`select ${COLUMNS} from storage.blob where address > ${after} order by address limit ${limit}`);

/** The ones that were longest not looked at. */
export const blobsToCheck = (on: Queryable, limit: number) =>
  many<BlobRow>(on, sql`select ${COLUMNS} from storage.blob order by checked_at, address limit ${limit}`);

export const markChecked = (on: Queryable, address: string, at: Date) =>
  affected(
    on,
    sql`with cleared as (delete from storage.finding where address = ${address})
        update storage.blob set checked_at = ${at} where address = ${address}`,
  );

/** What is wrong with a blob; nothing when it was replaced or taken away meanwhile. */
export const markFound = (on: Queryable, { address, object }: BlobRow, what: What, at: Date) =>
  affected(
    on,
    sql`with seen as (
          update storage.blob set checked_at = ${at} where address = ${address} and object = ${object} returning address)
        insert into storage.finding (address, what, found_at) select address, ${what}, ${at} from seen
        on conflict (address) do update set what = excluded.what`,
  );

/** The same of a blob that has no row. */
export const noteFinding = (on: Queryable, address: string, what: What, at: Date) =>
  affected(
    on,
    sql`insert into storage.finding (address, what, found_at) values (${address}, ${what}, ${at})
        on conflict (address) do update set what = excluded.what`,
  );

/** The key is wrapped anew; nothing when it was replaced meanwhile. */
export const rewrapBlob = (on: Queryable, address: string, object: string, wrapping: string, wrapped: Buffer) =>
  affected(
    on,
    sql`update storage.blob set wrapping = ${wrapping}, wrapped = ${wrapped} where address = ${address} and object = ${object}`,
  );

export type Counts = { label: string; wrapping: string; count: number; bytes: number };
export const countBlobs = (on: Queryable) =>
  many<Counts>(
    on,
    sql`select label, wrapping, count(*)::int as count, sum(size)::float8 as bytes from storage.blob group by 1, 2 order by 1, 2`,
  );

export const findings = (on: Queryable) =>
  many<{ address: string; what: What; found_at: Date }>(
    on,
    sql`select address, what, found_at from storage.finding order by found_at, address`,
  );

/** For the status page: how many, what is wrong, and what was longest not looked at. */
export const storageCounts = (on: Queryable) =>
  one<{ count: number; bytes: number; findings: number; oldest_check: Date | null }>(
    on,
    sql`select count(*)::int as count, coalesce(sum(size), 0)::float8 as bytes, min(checked_at) as oldest_check,
          (select count(*)::int from storage.finding) as findings from storage.blob`,
  );

/** Runs unless a backup is being written; false when one is. It lasts as long as the run does, and backups wait for it. */
export const unlessBackedUp = (db: Db, run: () => Promise<void>): Promise<boolean> =>
  db.transaction(async (tx: Tx) => {
    const { free } = await one<{ free: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(${REMOVAL_LOCK}::bigint) as free`,
    );
    if (free) await run();
    return free;
  });

/** Held by a backup on its own connection from before its snapshot to its end. */
export const HOLD_REMOVALS = `select pg_advisory_lock_shared(${REMOVAL_LOCK})`;
export const RELEASE_REMOVALS = `select pg_advisory_unlock_shared(${REMOVAL_LOCK})`;
