import { statfs } from "node:fs/promises"
import { join } from "node:path"
import { env } from "@/lib/env"

/** Where files are kept, and how much more fits. Sizes in bytes. */
export type FileSpace =
  | { kind: "disk"; path: string; free: bigint; total: bigint }
  | { kind: "bucket"; bucket: string }

/** How much room the shop's file store has; null where the disk does not say. A bucket has no end. */
export async function findFileSpace(): Promise<FileSpace | null> {
  const { S3_BUCKET: bucket, KIOSK_DATA } = env()
  if (bucket) return { kind: "bucket", bucket }
  const path = join(KIOSK_DATA, "files")
  // Before the first file there is no folder of them.
  const found = await statfs(path, { bigint: true })
    .catch(() => statfs(KIOSK_DATA, { bigint: true }))
    .catch(() => null)
  if (!found) return null
  return { kind: "disk", path, free: found.bavail * found.bsize, total: found.blocks * found.bsize }
}
