import { createHash, randomBytes } from "node:crypto"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { diskStorage } from "@/lib/storage/disk"
import { s3Storage } from "@/lib/storage/s3"
import type { Storage } from "@/lib/storage/storage"
import { type Bucket, startBucket } from "@/tests/support/bucket"

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")
const type = { contentType: "application/pdf" }
// Two parts and a rest of a multipart upload.
const large = randomBytes(33 * 1024 * 1024 + 7)

let bucket: Bucket
let folder: string

beforeAll(async () => {
  bucket = await startBucket()
  folder = await mkdtemp(join(tmpdir(), "kiosk-files-"))
})

afterAll(async () => {
  await bucket.stop()
  await rm(folder, { recursive: true, force: true })
})

const drivers: [string, () => Storage][] = [
  ["disk", () => diskStorage(folder)],
  ["s3", () => s3Storage(bucket)],
]

describe.each(drivers)("D3: a %s store", (name, make) => {
  test("gives back the bytes that it was given, and tells their size and SHA-256", async () => {
    const bytes = randomBytes(100_000)
    const stored = await make().put("goods/aa/book.pdf", bytes, type)
    expect(stored).toEqual({ size: 100_000n, sha256: sha256(bytes) })
    expect((await buffer(await make().read("goods/aa/book.pdf"))).equals(bytes)).toBe(true)
    expect(await make().stat("goods/aa/book.pdf")).toMatchObject({
      size: 100_000n,
      contentType: name === "s3" ? "application/pdf" : null,
      modifiedAt: expect.any(Date),
    })
  })

  test("takes a stream of many parts", async () => {
    const stored = await make().put("large", Readable.from(slices(large, 1_000_003)), type)
    expect(stored).toEqual({ size: BigInt(large.length), sha256: sha256(large) })
    expect(sha256(await buffer(await make().read("large")))).toBe(sha256(large))
  })

  test("keeps an empty file", async () => {
    expect((await make().put("empty", new Uint8Array(), type)).size).toBe(0n)
    expect((await make().stat("empty"))?.size).toBe(0n)
  })

  test("reads a range, both ends included", async () => {
    const bytes = randomBytes(5000)
    await make().put("ranges", bytes, type)
    for (const [start, end] of [
      [0, 1], // not 0-0, which s3rver takes for "all"; tests/integration/delivery has it
      [10, 4999],
      [4999, 4999],
      [0, 4999],
    ] as const) {
      const part = await buffer(await make().read("ranges", { start, end }))
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true)
    }
  })

  test("takes the same bytes twice, and other bytes under the same key never", async () => {
    const first = await make().put("once", Buffer.from("one"), type)
    expect(await make().put("once", Readable.from([Buffer.from("one")]), type)).toEqual(first)
    await expect(make().put("once", Buffer.from("two"), type)).rejects.toMatchObject({
      code: "conflict",
    })
    expect((await buffer(await make().read("once"))).toString()).toBe("one")
  })

  test("fault 31: keeps nothing of an upload that breaks", async () => {
    async function* broken() {
      yield large.subarray(0, 20 * 1024 * 1024)
      throw new Error("the uploader went away")
    }
    await expect(make().put("broken", Readable.from(broken()), type)).rejects.toThrow("went away")
    expect(await make().stat("broken")).toBeNull()
    if (name === "disk")
      expect((await readdir(folder)).filter((entry) => entry[0] === ".")).toEqual([])
  })

  test("knows nothing of what was never stored or was removed", async () => {
    await make().put("gone", Buffer.from("x"), type)
    await make().remove("gone")
    await make().remove("gone")
    expect(await make().stat("gone")).toBeNull()
    await expect(make().read("gone")).rejects.toMatchObject({ code: "not-found" })
  })

  test.each(["../x", "/etc/passwd", "a/../../x", "a\\b", "a\0b", "a//b", ".hidden", "ａ/b", ""])(
    "fault 25: refuses the key %j in every method",
    async (key) => {
      const store = make()
      const invalid = { code: "invalid" }
      const link = { disposition: "attachment", contentType: "a/b", seconds: 1 }
      await expect(store.put(key, Buffer.from("x"), type)).rejects.toMatchObject(invalid)
      await expect(store.stat(key)).rejects.toMatchObject(invalid)
      await expect(store.read(key)).rejects.toMatchObject(invalid)
      await expect(store.remove(key)).rejects.toMatchObject(invalid)
      await expect(store.link(key, link)).rejects.toMatchObject(invalid)
      expect(() => store.localPath(key)).toThrow(expect.objectContaining(invalid))
    },
  )
})

function* slices(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
