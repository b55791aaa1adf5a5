import { Readable } from "node:stream"
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  S3Client,
} from "@aws-sdk/client-s3"
import { Upload } from "@aws-sdk/lib-storage"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { AppError } from "@/lib/errors"
import { confirmSame, hashBytes, requireKey, streamOf } from "@/lib/storage/hash-bytes"
import type { Storage } from "@/lib/storage/storage"

// 10,000 parts at most (docs.aws.amazon.com, "Amazon S3 multipart upload limits"): objects up to
// 160 GB, with 48 MiB in memory for each upload.
const PART = 16 * 1024 * 1024
const PARTS_AT_ONCE = 3

/**
 * A store in a bucket of Amazon S3, or of anything that speaks its protocol at `endpoint`. Region and
 * credentials are the SDK's own (AWS_*). Objects are put without an ACL: the bucket must block public
 * access. The shop needs s3:GetObject, PutObject, DeleteObject, AbortMultipartUpload, and ListBucket,
 * without which S3 answers 403 for what is missing.
 */
export function s3Storage(place: { bucket: string; endpoint?: string | undefined }): Storage {
  const client = clientFor(place.endpoint)
  const at = (key: string) => ({ Bucket: place.bucket, Key: requireKey(key) })

  const store: Storage = {
    async put(key, body, { contentType }) {
      if (await store.stat(key)) return confirmSame(store, key, body)
      const { through, result } = hashBytes()
      const source = streamOf(body)
      // A source that breaks must break the upload: a pipe alone would leave it waiting.
      source.on("error", (error) => through.destroy(error))
      const upload = new Upload({
        client,
        params: { ...at(key), Body: source.pipe(through), ContentType: contentType },
        partSize: PART,
        queueSize: PARTS_AT_ONCE,
      })
      try {
        await upload.done()
      } catch (error) {
        source.destroy()
        await upload.abort()
        throw error
      }
      return result()
    },

    async stat(key) {
      try {
        const found = await client.send(new HeadObjectCommand(at(key)))
        return {
          size: BigInt(found.ContentLength ?? 0),
          contentType: found.ContentType ?? null,
          modifiedAt: found.LastModified ?? new Date(0),
        }
      } catch (error) {
        if (error instanceof NotFound) return null
        throw error
      }
    },

    async read(key, range) {
      const part = range ? { Range: `bytes=${range.start}-${range.end}` } : {}
      try {
        const { Body: body } = await client.send(new GetObjectCommand({ ...at(key), ...part }))
        if (body instanceof Readable) return body
        throw new Error("The bucket answered without a stream.")
      } catch (error) {
        if (!(error instanceof NoSuchKey)) throw error
        throw new AppError("not-found", "That file is not in the store.", { cause: error })
      }
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)))
    },

    async link(key, { disposition, contentType, seconds }) {
      return getSignedUrl(
        client,
        new GetObjectCommand({
          ...at(key),
          ResponseContentDisposition: disposition,
          ResponseContentType: contentType,
          ResponseCacheControl: "private, no-store",
        }),
        { expiresIn: seconds },
      )
    },

    localPath(key) {
      requireKey(key)
      return null
    },
  }
  return store
}

/** A client of the bucket's server. */
export function clientFor(endpoint: string | undefined): S3Client {
  return new S3Client(clientOptions(endpoint))
}

/** How every client of the bucket's server is set up. */
export function clientOptions(endpoint: string | undefined) {
  return {
    // By default the SDK adds checksum trailers, which S3-compatible stores refuse.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  } as const
}
