import { join } from "node:path"
import type { Readable } from "node:stream"
import type { DataStore } from "@tus/server"
import { forbidInTransaction } from "@/lib/db"
import { env } from "@/lib/env"
import { arrivingInBucket } from "@/lib/storage/arriving-in-bucket"
import { arrivingOnDisk } from "@/lib/storage/arriving-on-disk"

/**
 * Where files are while they arrive in parts, beside the store and never in it: nothing there can be
 * fetched or sold. Each is known by the id of its upload.
 */
export type Arriving = {
  /** Takes parts by the tus protocol; it knows an upload as `prefix` and its id. */
  parts: DataStore
  prefix: string
  /** Bytes that have arrived; null: it is not, or no longer, here. */
  findOffset(id: string): Promise<bigint | null>
  /** All that has arrived. Throws an AppError "not-found". */
  read(id: string): Promise<Readable>
  /**
   * Makes it the store's object `key`, which is this upload's own, whole and in one step. Safe to call
   * again after it was cut off.
   */
  keep(id: string, key: string, options: { contentType: string }): Promise<void>
  /** Removes it with all that belongs to it, if it is here. */
  remove(id: string): Promise<void>
  /** Bytes that still find room; null: as many as one likes. */
  freeBytes(): Promise<bigint | null>
}

let current: Arriving | undefined

/**
 * The shop's: a hidden part of the bucket when S3_BUCKET is set, else $KIOSK_DATA/uploads. Must not be used
 * inside a transaction.
 */
export function arriving(): Arriving {
  forbidInTransaction("What arrives")
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, KIOSK_DATA } = env()
  current ??= bucket
    ? arrivingInBucket({ bucket, endpoint })
    : arrivingOnDisk(join(KIOSK_DATA, "uploads"), join(KIOSK_DATA, "files"))
  return current
}
