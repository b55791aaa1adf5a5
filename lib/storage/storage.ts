import { join } from "node:path"
import type { Readable } from "node:stream"
import { forbidInTransaction } from "@/lib/db"
import { env } from "@/lib/env"
import { diskStorage } from "@/lib/storage/disk"
import { s3Storage } from "@/lib/storage/s3"

/** What was stored. Sizes in bytes; SHA-256 in lower-case hexadecimal. */
export type Stored = { size: bigint; sha256: string }

/** What a store knows of an object without reading it. Size in bytes. */
export type StoredObject = { size: bigint; contentType: string | null; modifiedAt: Date }

/** Both ends inclusive, in bytes from 0, as HTTP counts (RFC 9110, section 14.1.2). */
export type ByteRange = { start: number; end: number }

/** How a link of the store answers. */
export type LinkOptions = {
  /** The whole Content-Disposition header. */
  disposition: string
  contentType: string
  /** How long the link works. */
  seconds: number
}

/**
 * A private store of immutable bytes by key. Keys obey `isStorageKey`; every method throws an
 * AppError "invalid" for any other, before anything is touched. Nothing in it can be fetched without
 * this shop's word: a disk store lies outside what is served, objects in a bucket are put without an
 * ACL, so they are as private as the bucket, which must block public access.
 */
export type Storage = {
  /**
   * Keeps the bytes, all or nothing: a failure midway leaves no object behind. The same bytes again
   * change nothing; other bytes under a key that is taken throw an AppError "conflict".
   */
  put(key: string, body: Readable | Uint8Array, options: { contentType: string }): Promise<Stored>
  /** Null when there is no such object. */
  stat(key: string): Promise<StoredObject | null>
  /** The bytes, or a part. Throws an AppError "not-found". Destroying the stream frees all it holds. */
  read(key: string, range?: ByteRange): Promise<Readable>
  /** Removes the object, if there is one. */
  remove(key: string): Promise<void>
  /** A link to the bytes themselves, signed and short-lived; null where the store has none (disk). */
  link(key: string, options: LinkOptions): Promise<string | null>
  /** The path below the store that a front server may send by itself; null where there is none (S3). */
  localPath(key: string): string | null
}

let current: Storage | undefined

/**
 * The shop's store: the bucket when S3_BUCKET is set, else the disk below $KIOSK_DATA/files.
 * Must not be used inside a transaction.
 */
export function storage(): Storage {
  forbidInTransaction("The file store")
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, KIOSK_DATA } = env()
  current ??= bucket ? s3Storage({ bucket, endpoint }) : diskStorage(join(KIOSK_DATA, "files"))
  return current
}

/**
 * The origin that the store's links lead to, for a page's Content-Security-Policy (`form-action`
 * covers redirects); null on disk.
 */
export async function linkOrigin(): Promise<string | null> {
  const link = await storage().link("origin", {
    disposition: "attachment",
    contentType: "application/octet-stream",
    seconds: 1,
  })
  return link ? new URL(link).origin : null
}
