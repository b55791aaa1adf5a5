import { afterAll, expect, it } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { findOrder } from "@/lib/delivery/find-order"
import { listMails } from "@/lib/mail/store/mail-list"
import { type PublishedRelease, publishRelease } from "@/lib/releases/publish-release"
import { restoreRelease } from "@/lib/releases/restore-release"
import { withdrawRelease } from "@/lib/releases/withdraw-release"
import { answerUpload } from "@/lib/uploads/answer-upload"
import { bytesOf, click, get, grantFor } from "@/tests/support/delivery-requests"
import {
  type MadeOrder,
  type MadeProduct,
  makePaidOrder,
  makeProduct,
} from "@/tests/support/factories"
import { startBridge } from "@/tests/support/http-bridge"
import { workOff } from "@/tests/support/person"
import { makeReady, someBytes, uploader } from "@/tests/support/uploading"

const actor = "admin@kiosk.test"
const shop = await startBridge((request) => answerUpload(request, actor))
afterAll(() => shop.stop())
const to = uploader(shop.origin)

type Sent = { edition?: string; uploadId: string }

function bringOut(
  { slug, edition }: MadeProduct,
  sent: Sent[],
  more: { isDryRun?: boolean; isAnnounced?: boolean } = {},
): Promise<PublishedRelease> {
  const uploads = sent.map((one) => ({ edition: edition.slug, ...one }))
  const wish = { version: null, notes: "", isWhole: false, isDryRun: false, ...more }
  return publishRelease({ slug, files: [], uploads, actor, ...wish })
}

const filesOf = async ({ token }: MadeOrder) =>
  (await findOrder(token))?.lines.flatMap((line) => line.files) ?? []
const newestOf = async (order: MadeOrder) =>
  (await filesOf(order)).filter((file) => file.isLatest).map(({ name, version }) => [name, version])
const versionsOf = ({ id }: MadeProduct) => db().release.count({ where: { productId: id } })
const changesOf = async ({ id }: MadeProduct) =>
  (await listChanges({ subject: { kind: "product", id }, after: null, limit: 9 })).changes.map(
    (change) => change.action,
  )

it("B29: what was uploaded and released reaches past buyers at once, with its checksum, as an attachment", {
  timeout: 60_000,
}, async () => {
  const product = await makeProduct({ editions: [{ downloadLimit: 5 }] })
  const order = await makePaidOrder({ products: [product], downloadsLeft: 0 })
  const { bytes, sha256 } = someBytes(300_000)
  const uploadId = await makeReady(to, "Zweite Auflage.html", bytes)
  await bringOut(product, [{ uploadId }])
  const [file] = await filesOf(order)
  expect(file).toMatchObject({
    name: "Zweite Auflage.html",
    sha256,
    version: "1.1",
    isLatest: true,
  })
  const response = await get(await grantFor(order, file?.id))
  expect((await bytesOf(response)).equals(bytes)).toBe(true)
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; /)
  expect(response.headers.get("content-type")).toBe("application/octet-stream")
})

it("B30: an archived product's owner keeps its files, and gets new ones", async () => {
  const product = await makeProduct()
  const order = await makePaidOrder({ products: [product] })
  await db().product.update({ where: { id: product.id }, data: { archivedAt: now() } })
  expect((await get(await grantFor(order))).status).toBe(200)
  const { bytes } = someBytes(1000)
  await bringOut(product, [{ uploadId: await makeReady(to, "last words.pdf", bytes) }])
  expect(await newestOf(order)).toEqual([["last words.pdf", "1.1"]])
  const [file] = await filesOf(order)
  expect((await bytesOf(await get(await grantFor(order, file?.id)))).equals(bytes)).toBe(true)
  await expect(db().product.delete({ where: { id: product.id } })).rejects.toThrow()
})

it("B32: half an upload can't be released, and nothing of what was sent with it is", async () => {
  const product = await makeProduct({ editions: [{}, {}] })
  const [one, other] = product.editions
  const whole = await makeReady(to, "one.pdf", someBytes(1000).bytes)
  const path = (await to.begin("other.pdf", 2000)).headers.get("location") ?? ""
  await to.part(path, 0, someBytes(1000).bytes)
  const half = path.split("/").at(-1) ?? ""
  const unchecked = await to.sendWhole("unchecked.pdf", someBytes(500).bytes)
  for (const uploadId of [half, unchecked]) {
    const both = [
      { edition: one?.slug, uploadId: whole },
      { edition: other?.slug, uploadId },
    ].flatMap(({ edition, uploadId: id }) => (edition ? [{ edition, uploadId: id }] : []))
    await expect(bringOut(product, both)).rejects.toMatchObject({ code: "conflict" })
  }
  await expect(bringOut(product, [{ edition: "another", uploadId: whole }])).rejects.toMatchObject({
    code: "invalid",
  })
  expect(await versionsOf(product)).toBe(1)
})

it("B80: a look beforehand says what goes, what stays and who is told, and changes nothing", async () => {
  const files = [{ name: "film.mp4" }, { name: "subtitles.vtt" }]
  const product = await makeProduct({ editions: [{ files }, {}] })
  await makePaidOrder({ products: [product], email: "ada@example.com" })
  const uploadId = await makeReady(to, "film.mp4", someBytes(1000).bytes)
  const seen = await bringOut(product, [{ uploadId }], { isDryRun: true, isAnnounced: true })
  expect(seen).toMatchObject({
    version: "1.1",
    added: [{ edition: product.edition.slug, name: "film.mp4" }],
    kept: [{ edition: product.edition.slug, name: "subtitles.vtt" }],
    owners: { owners: 1, toTell: 1 },
  })
  expect(await versionsOf(product)).toBe(1)
  expect(await changesOf(product)).toEqual([])
  await workOff("announce-release")
  expect(await db().mail.count()).toBe(0)
})

it("B80: a version replaces files in one step and is taken back and brought out again in one", async () => {
  const product = await makeProduct()
  const order = await makePaidOrder({ products: [product], email: "ada@example.com" })
  const uploadId = await makeReady(to, "new.pdf", someBytes(1000).bytes)
  await bringOut(product, [{ uploadId }], { isAnnounced: true })
  const [fresh] = await filesOf(order)
  const grant = await grantFor(order, fresh?.id)
  expect((await get(grant)).status).toBe(200)
  await workOff("announce-release")
  const mails = () =>
    listMails({ state: "pending", recipient: null, after: null, limit: 9, order: "newest first" })
  expect((await mails()).mails).toMatchObject([{ kind: "release", recipient: "ada@example.com" }])

  const wish = { slug: product.slug, version: "1.1", actor }
  await expect(withdrawRelease({ ...wish, version: "1.0" })).rejects.toMatchObject({
    code: "conflict",
  })
  await withdrawRelease(wish)
  expect(await newestOf(order)).toEqual([[order.file.name, "1.0"]])
  expect((await get(grant)).status).toBe(404)
  expect((await click(order.token, fresh?.id ?? "")).status).toBe(404)
  expect((await get(await grantFor(order))).status).toBe(200)
  await workOff("send-batch")
  expect((await mails()).mails).toEqual([])
  expect(await db().mail.count({ where: { sentAt: null, cancelledAt: { not: null } } })).toBe(1)
  await expect(withdrawRelease({ ...wish, version: "1.0" })).rejects.toThrow(/left with nothing/)

  await restoreRelease(wish)
  expect(await newestOf(order)).toEqual([["new.pdf", "1.1"]])
  expect((await get(grant)).status).toBe(200)
  await expect(restoreRelease(wish)).rejects.toMatchObject({ code: "not-found" })
  expect(await changesOf(product)).toEqual([
    "release.restore",
    "release.withdraw",
    "release.publish",
  ])
})
