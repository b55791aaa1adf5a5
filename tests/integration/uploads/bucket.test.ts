import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Bucket } from "@/tests/support/bucket"
import { type Bridge, startBridge } from "@/tests/support/http-bridge"
import { startListingBucket } from "@/tests/support/listing-bucket"
import { leaveNoModules, loadAnew } from "@/tests/support/own-modules"
import { someBytes } from "@/tests/support/uploading"

let bucket: Bucket
let shop: Bridge

leaveNoModules()
beforeAll(async () => {
  bucket = await startListingBucket()
  loadAnew({ S3_BUCKET: bucket.bucket, S3_ENDPOINT: bucket.endpoint })
  shop = await startBridge(async (request) => {
    const { answerUpload } = await import("@/lib/uploads/answer-upload")
    return answerUpload(request, "admin@kiosk.test")
  })
})
afterAll(async () => {
  await shop.stop()
  await bucket.stop()
})

it("B32: with a bucket, parts go straight to it, resume, and become one object", {
  timeout: 60_000,
}, async () => {
  const { aDayLater, makeReady, rowOf, uploader } = await import("@/tests/support/uploading")
  const { storage } = await import("@/lib/storage/storage")
  const to = uploader(shop.origin)
  const { bytes, sha256 } = someBytes(12_000_000)
  const path = (await to.begin("film.bin", bytes.length)).headers.get("location") ?? ""
  expect(path).toMatch(/^\/api\/admin\/uploads\/[0-9a-f-]{36}$/)
  // Less than a part of S3's, which is five megabytes at least.
  expect((await to.part(path, 0, bytes.subarray(0, 3_000_000))).status).toBe(204)
  expect((await to.send(path, "HEAD", {})).status).toBe(200)
  expect(await to.offsetOf(path)).toBe(3_000_000)
  expect((await to.part(path, 3_000_000, bytes.subarray(3_000_000))).status).toBe(204)
  const { tasks } = await import("@/lib/jobs/tasks")
  const id = path.split("/").at(-1) ?? ""
  await tasks["finish-upload"]({ uploadId: id })
  const row = await rowOf(id)
  expect(row).toMatchObject({ sha256, storageKey: `files/${id}` })
  const stored = await storage().read(`files/${id}`)
  expect(Buffer.concat(await stored.toArray()).equals(bytes)).toBe(true)

  // Of the same bytes again each keeps its own; what was cancelled is gone, also when it was all there.
  const again = await makeReady(to, "copy.bin", bytes)
  expect((await storage().stat(`files/${again}`))?.size).toBe(BigInt(bytes.length))
  expect((await to.cancel(`/api/admin/uploads/${again}`)).status).toBe(204)
  await aDayLater()
  expect(await storage().stat(`files/${again}`)).toBeNull()
  expect(await storage().stat(`files/${id}`)).not.toBeNull()
  const left = (await to.begin("left.bin", 100)).headers.get("location") ?? ""
  await to.part(left, 0, Buffer.alloc(10))
  expect((await to.cancel(left)).status).toBe(204)
  const names = await readdir(join(bucket.directory, bucket.bucket), { recursive: true })
  expect(names.filter((name) => name.startsWith("uploads/"))).toEqual([])
})
