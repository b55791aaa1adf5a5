import { expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { copyAnew } from "@/lib/delivery/copy-anew"
import { findOrder } from "@/lib/delivery/find-order"
import { applyRetention } from "@/lib/retention/apply-retention"
import { askCopiesOf } from "@/lib/stamping/ask-copy"
import { storage } from "@/lib/storage/storage"
import { bytesOf, clickInLibrary, get, grantFor, sha256 } from "@/tests/support/delivery-requests"
import { type MadeOrder, makePaidOrder, makeProduct } from "@/tests/support/factories"
import { makePdf, readOutline, readPages } from "@/tests/support/make-pdf"
import { workOff } from "@/tests/support/person"
import { makeSession } from "@/tests/support/session"

/** Orders of a marked book, one for each address. */
async function sold(emails: string[], pdf?: Buffer): Promise<MadeOrder[]> {
  const bytes = pdf ?? (await makePdf())
  const product = await makeProduct({ editions: [{ files: [{ bytes }] }] })
  await db().product.update({ where: { id: product.id }, data: { stampsPdfs: true } })
  const orders: MadeOrder[] = []
  for (const email of emails) orders.push(await makePaidOrder({ products: [product], email }))
  return orders
}

async function oneSold(pdf?: Buffer): Promise<MadeOrder> {
  const [order] = await sold(["ada@example.com"], pdf)
  if (!order) throw new Error("Nothing was sold.")
  return order
}

const copies = () => db().stampedCopy.findMany({ orderBy: { email: "asc" } })
const downloadsLeft = async () => (await db().purchase.findFirstOrThrow()).downloadsLeft
const shown = async ({ token }: MadeOrder) => (await findOrder(token))?.lines[0]?.files[0]
const isKept = async (key: string | null | undefined) => (await storage().stat(key ?? "")) !== null

it("B31: a click before the copy is made waits on a page of its own, costs one download, and gets the copy", async () => {
  const order = await oneSold()
  const grant = await grantFor(order)
  const left = await downloadsLeft()
  const waiting = await get(grant)
  expect(waiting.status).toBe(503)
  expect(waiting.headers.get("refresh")).toBe("2")
  expect(await waiting.text()).toContain("Your copy is being made")
  // Nothing was opened yet: who withdraws may still do so.
  expect((await db().purchase.findFirstOrThrow()).openedAt).toBeNull()
  expect(await shown(order)).toMatchObject({
    copy: { state: "waiting" },
    sha256: order.file.sha256,
  })
  await workOff("make-copy")
  const answer = await get(grant)
  expect(answer.status).toBe(200)
  const bytes = await bytesOf(answer)
  expect(await readPages(bytes)).toEqual([1, 2, 3].map((n) => `Page ${n}\nada@example.com · Kiosk`))
  expect(await readOutline(bytes)).toEqual([1, 2, 3].map((n) => `Chapter ${n}`))
  expect(await downloadsLeft()).toBe(left)
  expect(await shown(order)).toMatchObject({
    copy: { state: "ready" },
    sha256: sha256(bytes),
    size: BigInt(bytes.length),
  })
  const part = await get(grant, { headers: { range: "bytes=0-4" } })
  expect([part.status, await part.text()]).toEqual([206, "%PDF-"])
  expect(part.headers.get("etag")).toBe(`"${sha256(bytes)}"`)
})

it("B31: two owners of one file each get their own, by either door, and never the other's", async () => {
  const orders = await sold(["ada@example.com", "bea@example.com"])
  for (const order of orders) expect((await get(await grantFor(order))).status).toBe(503)
  await workOff("make-copy")
  for (const order of orders) {
    const { cookie } = await makeSession(order.customerId)
    const clicked = await clickInLibrary(cookie, order.file.id)
    for (const path of [await grantFor(order), clicked.headers.get("location") ?? ""]) {
      const [first] = await readPages(await bytesOf(await get(path)))
      expect(first).toBe(`Page 1\n${order.email} · Kiosk`)
    }
  }
  expect((await copies()).map(({ email, state }) => [email, state])).toEqual([
    ["ada@example.com", "ready"],
    ["bea@example.com", "ready"],
  ])
})

it("B31: a purchase asks for its copy by itself, so that the first click need not wait; again changes nothing", async () => {
  const order = await oneSold()
  await askCopiesOf(order.id, order.email, new Date())
  await workOff("make-copy")
  expect((await get(await grantFor(order))).status).toBe(200)
  const [before] = await copies()
  await askCopiesOf(order.id, order.email, new Date())
  expect(await copies()).toEqual([before])
})

it("B31: what is protected goes out as it was published, and its page says so", async () => {
  const pdf = await makePdf({ isEncrypted: true })
  const order = await oneSold(pdf)
  const grant = await grantFor(order)
  expect((await get(grant)).status).toBe(503)
  await workOff("make-copy")
  expect((await bytesOf(await get(grant))).equals(pdf)).toBe(true)
  expect(await shown(order)).toMatchObject({
    copy: { state: "unfit", reason: "it is protected against changes" },
    sha256: order.file.sha256,
  })
})

it("B31: nobody waits for a worker that does not come: the file goes out as it was published", async () => {
  const order = await oneSold()
  const grant = await grantFor(order)
  await get(grant)
  await db().stampedCopy.updateMany({ data: { createdAt: plusSeconds(new Date(), -31) } })
  expect((await bytesOf(await get(grant))).equals(order.file.bytes)).toBe(true)
  // It comes after all: from then on it is the copy.
  await workOff("make-copy")
  expect((await bytesOf(await get(grant))).equals(order.file.bytes)).toBe(false)
})

it("B31: a copy is only of marked products, of PDFs, and never of a sample", async () => {
  const bytes = await makePdf()
  const text = { name: "notes.txt", contentType: "text/plain", bytes: Buffer.from("notes") }
  const product = await makeProduct({ editions: [{ files: [text] }, { files: [{ bytes }] }] })
  const order = await makePaidOrder({ products: [product] })
  expect((await bytesOf(await get(await grantFor(order)))).toString()).toBe("notes")
  await db().product.update({ where: { id: product.id }, data: { stampsPdfs: true } })
  expect((await bytesOf(await get(await grantFor(order)))).toString()).toBe("notes")
  const [sample] = await sold(["cleo@example.com"])
  await db().edition.updateMany({ data: { isSample: true } })
  expect((await get(await grantFor(sample ?? order))).status).toBe(200)
  expect(await copies()).toEqual([])
})

it("B31: another address makes the copy anew, and the bytes of the one before go", async () => {
  const order = await oneSold()
  await get(await grantFor(order))
  await workOff("make-copy")
  const [first] = await copies()
  await db().customer.update({
    where: { id: order.customerId },
    data: { email: "new@example.com" },
  })
  const grant = await grantFor(order)
  expect((await get(grant)).status).toBe(503)
  await workOff("remove-copy")
  expect(await isKept(first?.storageKey)).toBe(false)
  await workOff("make-copy")
  const [page] = await readPages(await bytesOf(await get(grant)))
  expect(page).toContain("new@example.com")
})

it("B31: a copy that was not fetched for a month goes with its bytes, and the next click makes it anew", async () => {
  const order = await oneSold()
  await get(await grantFor(order))
  await workOff("make-copy")
  const [copy] = await copies()
  await db().stampedCopy.updateMany({ data: { usedAt: plusSeconds(new Date(), -29 * 86_400) } })
  expect((await applyRetention()).copies).toBe(0)
  await db().stampedCopy.updateMany({ data: { usedAt: plusSeconds(new Date(), -31 * 86_400) } })
  expect((await applyRetention()).copies).toBe(1)
  expect(await copies()).toEqual([])
  await workOff("remove-copy")
  expect(await isKept(copy?.storageKey)).toBe(false)
  const grant = await grantFor(order)
  expect((await get(grant)).status).toBe(503)
  await workOff("make-copy")
  expect((await get(grant)).status).toBe(200)
})

it("B31: an administrator has a copy made anew, of this buyer alone, and it stands in the audit log", async () => {
  const pdf = await makePdf({ isEncrypted: true })
  const [order, other] = await sold(["ada@example.com", "bea@example.com"], pdf)
  if (!order || !other) throw new Error("Nothing was sold.")
  const grant = await grantFor(order)
  await get(grant)
  await workOff("make-copy")
  const by = { fileId: order.file.id, actor: "admin@kiosk.test" }
  await expect(copyAnew({ ...by, orderId: other.id })).rejects.toMatchObject({ code: "not-found" })
  await copyAnew({ ...by, orderId: order.id })
  expect((await get(grant)).status).toBe(503)
  await workOff("make-copy")
  expect((await bytesOf(await get(grant))).equals(pdf)).toBe(true)
  expect(await db().auditEntry.findMany()).toMatchObject([
    { action: "file.copy", actor: by.actor, subjectId: order.id, before: { state: "unfit" } },
  ])
})

it("B31, B45: who is forgotten leaves no copy behind", async () => {
  const order = await oneSold()
  await get(await grantFor(order))
  await workOff("make-copy")
  const [copy] = await copies()
  await eraseCustomer(order.customerId)
  expect(await copies()).toEqual([])
  await workOff("remove-copy")
  expect(await isKept(copy?.storageKey)).toBe(false)
})
