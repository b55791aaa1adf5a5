import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3"
import { S3Store } from "@tus/s3-store"
import type { Arriving } from "@/lib/storage/arriving"
import { requireKey } from "@/lib/storage/hash-bytes"
import { clientFor, clientOptions, s3Storage } from "@/lib/storage/s3"

type Place = { bucket: string; endpoint?: string | undefined }

// Above five gigabytes S3 copies in parts alone (docs.aws.amazon.com, "Copying objects").
const COPIED_AT_ONCE = 1024 ** 3
const PREFIX = "uploads/"

/** What arrives in a bucket: parts of a multipart upload of S3's, under keys that begin with "uploads/". */
export function arrivingInBucket(place: Place): Arriving {
  const client = clientFor(place.endpoint)
  const objects = s3Storage(place)
  const parts = new S3Store({
    partSize: 8 * 1024 * 1024,
    useTags: false,
    s3ClientConfig: { bucket: place.bucket, ...clientOptions(place.endpoint) },
  })
  const remove = async (id: string) => {
    // It throws where the multipart upload is over; what is left then is removed by name.
    await parts.remove(PREFIX + id).catch(() => undefined)
    for (const end of ["", ".info", ".part"]) await objects.remove(PREFIX + id + end)
  }
  return {
    parts,
    prefix: PREFIX,

    async findOffset(id) {
      const found = await parts.getUpload(PREFIX + id).catch(() => null)
      return found && BigInt(found.offset)
    },

    read: (id) => objects.read(PREFIX + id),

    async keep(id, key, { contentType }) {
      const found = await objects.stat(PREFIX + id)
      if (!(await objects.stat(key)))
        await copy(client, place.bucket, {
          from: PREFIX + id,
          to: requireKey(key),
          size: Number(found?.size ?? 0n),
          contentType,
        })
      await remove(id)
    },

    remove,
    freeBytes: async () => null,
  }
}

type Copy = { from: string; to: string; size: number; contentType: string }

async function copy(client: S3Client, bucket: string, wish: Copy): Promise<void> {
  const source = `${bucket}/${wish.from}`
  const target = { Bucket: bucket, Key: wish.to }
  const described = { ...target, ContentType: wish.contentType }
  if (wish.size <= COPIED_AT_ONCE) {
    const whole = { CopySource: source, MetadataDirective: "REPLACE" } as const
    await client.send(new CopyObjectCommand({ ...described, ...whole }))
    return
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(described))
  try {
    const done: { PartNumber: number; ETag: string | undefined }[] = []
    for (let start = 0; start < wish.size; start += COPIED_AT_ONCE) {
      const end = Math.min(start + COPIED_AT_ONCE, wish.size) - 1
      const PartNumber = done.length + 1
      const part = { CopySource: source, CopySourceRange: `bytes=${start}-${end}` }
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({ ...target, ...part, UploadId, PartNumber }),
      )
      done.push({ PartNumber, ETag: CopyPartResult?.ETag })
    }
    await client.send(
      new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: done } }),
    )
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId }))
    throw error
  }
}
