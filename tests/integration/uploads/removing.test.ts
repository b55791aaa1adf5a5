import { AsyncResource } from "node:async_hooks"
import { afterAll, expect, it } from "vitest"
import { now, plusSeconds } from "@/lib/clock"
import { db, transaction } from "@/lib/db"
import { tasks } from "@/lib/jobs/tasks"
import { publishRelease } from "@/lib/releases/publish-release"
import { uploadKey } from "@/lib/storage/rules"
import { storage } from "@/lib/storage/storage"
import { answerUpload } from "@/lib/uploads/answer-upload"
import { findUploadState } from "@/lib/uploads/find-upload-state"
import { lockReadyUploads } from "@/lib/uploads/store"
import { bytesOf, get, grantFor } from "@/tests/support/delivery-requests"
import { type MadeProduct, makePaidOrder, makeProduct } from "@/tests/support/factories"
import { startBridge } from "@/tests/support/http-bridge"
import { aDayLater, makeReady, rowOf, someBytes, uploader } from "@/tests/support/uploading"
import { waitUntil } from "@/tests/support/wait-until"

const actor = "admin@kiosk.test"
const shop = await startBridge((request) => answerUpload(request, actor))
afterAll(() => shop.stop())
const to = uploader(shop.origin)

const release = ({ slug, edition }: MadeProduct, uploadId: string) =>
  publishRelease({
    slug,
    files: [],
    uploads: [{ edition: edition.slug, uploadId }],
    actor,
    version: null,
    notes: "",
    isWhole: false,
    isDryRun: false,
  })

/** All uploads were complete that many days ago. */
async function completed(days: number): Promise<void> {
  const ago = plusSeconds(now(), -days * 86_400 - 60)
  await db().upload.updateMany({ data: { createdAt: ago, completedAt: ago } })
}

const isStored = async (id: string) => (await storage().stat(uploadKey(id))) !== null

it("B32: what no release took up in thirty days is given up, and a day later its bytes are gone", async () => {
  const product = await makeProduct()
  const id = await makeReady(to, "draft.pdf", someBytes(1000).bytes)
  await completed(29)
  await tasks.tidy()
  expect(await rowOf(id)).toMatchObject({ failedAt: null, failure: null })
  await completed(30)
  await tasks.tidy()
  expect(await findUploadState(id)).toMatchObject({
    state: "failed",
    message: expect.stringContaining("thirty days"),
  })
  expect(await isStored(id)).toBe(true)
  await expect(release(product, id)).rejects.toMatchObject({ code: "conflict" })
  await aDayLater()
  expect(await isStored(id)).toBe(false)
  expect(await rowOf(id)).toMatchObject({ storageKey: null, removedAt: expect.any(Date) })
})

it("B32: what a release has stays, however old, and though somebody cancels it", async () => {
  const product = await makeProduct()
  const order = await makePaidOrder({ products: [product] })
  const { bytes } = someBytes(1000)
  const released = await makeReady(to, "second.pdf", bytes)
  const same = await makeReady(to, "the same bytes.pdf", bytes)
  await completed(400)
  await release(product, released)
  await to.cancel(`/api/admin/uploads/${released}`)
  await tasks.tidy()
  await aDayLater()
  expect([await isStored(released), await isStored(same)]).toEqual([true, false])
  const file = await db().releaseFile.findFirstOrThrow({ where: { name: "second.pdf" } })
  expect((await bytesOf(await get(await grantFor(order, file.id)))).equals(bytes)).toBe(true)
})

it("B32: an upload is not given up while a release takes it up", async () => {
  const product = await makeProduct()
  const id = await makeReady(to, "just in time.pdf", someBytes(1000).bytes)
  await completed(31)
  // Bound to what is outside of the transaction that begins now.
  const tidy = AsyncResource.bind(() => tasks.tidy())
  const tidied = await transaction(async () => {
    await lockReadyUploads([id])
    const done = tidy()
    await waitUntil(isSomebodyWaiting, "tidy waits for the release")
    await db().releaseFile.updateMany({
      where: { edition: { productId: product.id } },
      data: { storageKey: uploadKey(id) },
    })
    return { done }
  })
  await tidied.done
  expect(await rowOf(id)).toMatchObject({ failedAt: null })
})

it("B32: a release of what was given up meanwhile is refused, and nothing of it is out", async () => {
  const product = await makeProduct()
  const id = await makeReady(to, "too late.pdf", someBytes(1000).bytes)
  const publish = AsyncResource.bind(() => release(product, id))
  const published = await transaction(async () => {
    await db().upload.update({ where: { id }, data: { failure: "unused", failedAt: now() } })
    const done = publish().catch((error: unknown) => error)
    await waitUntil(isSomebodyWaiting, "the release waits")
    return { done }
  })
  expect(await published.done).toMatchObject({ code: "conflict" })
  expect(await db().release.count({ where: { productId: product.id } })).toBe(1)
})

// Not pg_stat_activity, which a transaction sees as it first was.
async function isSomebodyWaiting(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ isWaiting: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted) AS "isWaiting"`
  return row?.isWaiting ?? false
}
