import { describe, expect, test } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { findOwnProduct } from "@/lib/library/find-own-product"
import { listLibrary } from "@/lib/library/list-library"
import { readLibraryQuery } from "@/lib/library/rules"
import { clickInLibrary, get } from "@/tests/support/delivery-requests"
import {
  type MadeOrder,
  type MadeProduct,
  makePaidOrder,
  makeProduct,
  makeRelease,
  revoke,
} from "@/tests/support/factories"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"
import { makeSession } from "@/tests/support/session"

const hoursAgo = (hours: number) => plusSeconds(new Date(), -hours * 3600)

/** Fetches a file from the library, as a browser does: the click, then the bytes. */
async function fetchFile(customerId: string, fileId: string): Promise<void> {
  const { cookie } = await makeSession(customerId)
  const response = await clickInLibrary(cookie, fileId)
  await get(response.headers.get("location") ?? "")
}

async function buyWithVersions(): Promise<{ order: MadeOrder; product: MadeProduct }> {
  const product = await makeProduct({ releasedAt: hoursAgo(50) })
  const order = await makePaidOrder({ products: [product] })
  return { order, product }
}

const versionsOf = async (order: MadeOrder) => {
  const own = await findOwnProduct(order.customerId, order.product.slug, null)
  return own?.editions.map(({ latest, had, isNew }) => [latest?.version, had?.version, isNew])
}

describe("X9: the versions of what a customer has", () => {
  test("nothing is new to who never fetched anything, or has the latest", async () => {
    const { order, product } = await buyWithVersions()
    await makeRelease(product, product.edition, { version: "2.0", releasedAt: hoursAgo(20) })
    expect(await versionsOf(order)).toEqual([["2.0", undefined, false]])
    const [latest] =
      (await findOwnProduct(order.customerId, product.slug, null))?.chosen.files ?? []
    await fetchFile(order.customerId, latest?.id ?? "")
    expect(await versionsOf(order)).toEqual([["2.0", "2.0", false]])
  })

  test("a release is new to who has an older one, on the list as well, and not before it is out", async () => {
    const { order, product } = await buyWithVersions()
    await fetchFile(order.customerId, order.file.id)
    const later = plusSeconds(new Date(), 3600)
    await makeRelease(product, product.edition, { version: "3.0", releasedAt: later })
    expect(await versionsOf(order)).toEqual([["1.0", "1.0", false]])
    await makeRelease(product, product.edition, { version: "2.0", releasedAt: hoursAgo(0.1) })
    expect(await versionsOf(order)).toEqual([["2.0", "1.0", true]])
    const { entries } = await listLibrary(order.customerId, readLibraryQuery({}), new Date(), null)
    expect(entries[0]?.editions[0]).toMatchObject({ isNew: true, had: { version: "1.0" } })
  })

  test("who goes back to an older version still has the newer one", async () => {
    const { order, product } = await buyWithVersions()
    const update = await makeRelease(product, product.edition, { version: "2.0" })
    await fetchFile(order.customerId, update.id)
    await fetchFile(order.customerId, order.file.id)
    expect(await versionsOf(order)).toEqual([["2.0", "2.0", false]])
  })

  test("a release without files for the edition is none of it", async () => {
    const product = await makeProduct({ editions: [{ title: "PDF" }, { title: "EPUB" }] })
    const [, epub] = product.editions
    if (!epub) throw new Error("Two editions were made.")
    const order = await makePaidOrder({ products: [product] })
    await fetchFile(order.customerId, order.file.id)
    await makeRelease(product, epub, { version: "2.0" })
    expect(await versionsOf(order)).toEqual([["1.0", "1.0", false]])
  })

  test("a click whose file never came, and other people's downloads, are no version of mine", async () => {
    const { order, product } = await buyWithVersions()
    const { cookie } = await makeSession(order.customerId)
    await clickInLibrary(cookie, order.file.id)
    const other = await makePaidOrder({ products: [product] })
    await fetchFile(other.customerId, order.file.id)
    expect(await versionsOf(order)).toEqual([["1.0", undefined, false]])
  })

  test("every earlier version is there, the latest first, and may be fetched", async () => {
    const { order, product } = await buyWithVersions()
    const update = await makeRelease(product, product.edition, { version: "2.0" })
    const own = await findOwnProduct(order.customerId, product.slug, null)
    expect(own?.chosen.files.map(({ id, version, isLatest }) => [id, version, isLatest])).toEqual([
      [update.id, "2.0", true],
      [order.file.id, "1.0", false],
    ])
    const { cookie } = await makeSession(order.customerId)
    expect((await clickInLibrary(cookie, order.file.id)).status).toBe(303)
  })

  test("the change log has the releases that are out, the newest first", async () => {
    const { order, product } = await buyWithVersions()
    await makeRelease(product, product.edition, { version: "2.0" })
    const releasedAt = plusSeconds(new Date(), 60)
    await makeRelease(product, product.edition, { version: "3.0", releasedAt })
    await db().release.updateMany({ data: { notes: "Better." } })
    const own = await findOwnProduct(order.customerId, product.slug, null)
    expect(own?.releases.map(({ version, notes }) => [version, notes])).toEqual([
      ["2.0", "Better."],
      ["1.0", "Better."],
    ])
  })
})

describe("one product of the library", () => {
  test("tells of each purchase of it, the newest first, with what is left of all", async () => {
    const { order, product } = await buyWithVersions()
    const again = await makePaidOrder({ products: [product], email: order.email, downloadsLeft: 2 })
    const own = await findOwnProduct(order.customerId, product.slug, null)
    expect(own?.chosen.downloadsLeft).toBe(7)
    expect(new Set(own?.chosen.entitlements.map((one) => one.checkoutId))).toEqual(
      new Set([order.id, again.id]),
    )
  })

  test("K15: is not there for who does not have it, or no longer, or not yet, nor when there is none", async () => {
    const { order, product } = await buyWithVersions()
    const stranger = await makeCustomer()
    expect(await findOwnProduct(stranger, product.slug, null)).toBeNull()
    for (const slug of ["no-such-thing", "", "a\0b", "'; --"])
      expect(await findOwnProduct(order.customerId, slug, null)).toBeNull()
    await revoke(order.purchaseId)
    expect(await findOwnProduct(order.customerId, product.slug, null)).toBeNull()
    const ended = await makePaidOrder({ endsAt: new Date() })
    expect(await findOwnProduct(ended.customerId, ended.product.slug, null)).toBeNull()
    await grantAccess(
      stranger,
      { productId: product.id },
      { startsAt: plusSeconds(new Date(), 60) },
    )
    expect(await findOwnProduct(stranger, product.slug, null)).toBeNull()
  })

  test("says that it is disputed, and shows no file meanwhile", async () => {
    const { order, product } = await buyWithVersions()
    await revoke(order.purchaseId, "disputed")
    const own = await findOwnProduct(order.customerId, product.slug, null)
    expect(own?.chosen).toMatchObject({ offer: { reason: "disputed" }, files: [] })
    expect(own?.chosen.downloadsLeft).toBeNull()
  })

  test("S5: opens through a group as long as that is open, without being an entry of the list", async () => {
    const product = await makeProduct({ groups: ["films"] })
    const customerId = await makeCustomer()
    const id = await grantAccess(customerId, { groupName: "films" })
    const own = await findOwnProduct(customerId, product.slug, null)
    expect(own).toMatchObject({ isEntry: false, chosen: { offer: { reason: "granted" } } })
    expect(own?.chosen.files).toHaveLength(1)
    await db().entitlement.update({ where: { id }, data: { endsAt: new Date() } })
    expect(await findOwnProduct(customerId, product.slug, null)).toBeNull()
  })

  test("shows a sample that was got beside what was bought, and last", async () => {
    const editions = [{ title: "Sample", isSample: true, amount: 0 }, { title: "PDF" }]
    const product = await makeProduct({ editions })
    const order = await makePaidOrder({ products: [product] })
    const [, pdf] = product.editions
    if (!pdf) throw new Error("Two editions were made.")
    await makePaidOrder({ products: [{ ...product, edition: pdf }], email: order.email })
    const own = await findOwnProduct(order.customerId, product.slug, null)
    expect(own?.editions.map((edition) => edition.title)).toEqual(["PDF", "Sample"])
    expect(own?.chosen.title).toBe("PDF")
  })

  test("stays for its owners when it is no longer sold (K24)", async () => {
    const { order, product } = await buyWithVersions()
    await db().product.updateMany({ data: { archivedAt: new Date(), publishedAt: null } })
    await db().edition.updateMany({ data: { archivedAt: new Date() } })
    const own = await findOwnProduct(order.customerId, product.slug, null)
    expect(own?.chosen.offer).toMatchObject({ action: "download", reason: "purchased" })
    expect(own?.chosen.files).toHaveLength(1)
  })
})
