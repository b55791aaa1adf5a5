import { env } from "@/lib/env"
import { messageOf } from "@/lib/errors"
import { formatSize } from "@/lib/formats"
import { withoutSecrets } from "@/lib/log"
import type { Check } from "@/lib/setup/rules"
import { type FileSpace, findFileSpace } from "@/lib/storage/free-space"
import { type StorageTrial, tryStorage } from "@/lib/storage/try-storage"

const LITTLE = 1_000_000_000n

/** Whether files can be kept, are given back as they were, and are closed to everybody else. */
export async function checkStorage(): Promise<Check> {
  const check = { id: "storage", title: "Files are kept" } as const
  const { S3_BUCKET: bucket, KIOSK_DATA } = env()
  const place = bucket ? `the bucket ${bucket}` : `${KIOSK_DATA}/files`
  try {
    const [trial, space] = [await tryStorage(), await findFileSpace()]
    if (trial !== "works") return { ...check, state: "failed", ...faults[trial](place) }
    return { ...check, ...roomIn(space, place) }
  } catch (error) {
    return {
      ...check,
      state: "failed",
      found: `Nothing can be kept in ${place}: ${withoutSecrets(messageOf(error))}`,
      fix: bucket
        ? "Look at S3_BUCKET, S3_ENDPOINT, AWS_REGION and the AWS credentials: they must allow GetObject, PutObject, DeleteObject, AbortMultipartUpload and ListBucket."
        : "KIOSK_DATA must name a folder that whoever runs the shop may write into.",
    }
  }
}

const faults: Record<
  Exclude<StorageTrial, "works">,
  (place: string) => { found: string; fix: string }
> = {
  changed: (place) => ({
    found: `What was written into ${place} came back as something else.`,
    fix: "Look at the disk, or at what stands between the shop and its bucket.",
  }),
  "link-refused": (place) => ({
    found: `${place} refuses the links that buyers are sent to.`,
    fix: "The clock of this machine must be right, and S3_ENDPOINT an address that buyers reach too.",
  }),
  open: (place) => ({
    found: `Anybody may fetch from ${place} without the shop’s word.`,
    fix: "Block public access of the bucket (at Amazon: Permissions, Block all public access), and take away any policy that lets everybody read.",
  }),
}

function roomIn(
  space: FileSpace | null,
  place: string,
): { state: "ok" | "warning"; found: string; fix: string | null } {
  const tried = `A few bytes were written to ${place}, read back and removed`
  if (space?.kind === "bucket")
    return { state: "ok", found: `${tried}. Without a signed link it is closed.`, fix: null }
  if (!space) return { state: "ok", found: `${tried}.`, fix: null }
  const free = formatSize(space.free, env().SHOP_LOCALE)
  const isTight = space.free < LITTLE
  return {
    state: isTight ? "warning" : "ok",
    found: `${tried}. ${free} are free.`,
    fix: isTight ? "Make room, or set S3_BUCKET to keep files in a bucket." : null,
  }
}
