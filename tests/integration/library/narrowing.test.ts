import { describe, expect, test } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { archiveProduct } from "@/lib/library/archive-product"
import { listLibrary } from "@/lib/library/list-library"
import { readLibraryQuery } from "@/lib/library/rules"
import { listHeld } from "@/lib/library/store/entries"
import { unarchiveProduct } from "@/lib/library/unarchive-product"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"
import { buyTitle, entriesOf, makeTitle, titlesOf, wholeLibrary } from "@/tests/support/own-library"

describe("B42: searching and filtering", () => {
  test.each([
    ["moby", ["Moby-Dick; or, the Whale"]],
    ["MELVILLE whale", ["Moby-Dick; or, the Whale"]],
    ["whale lovelace", []],
    ["été", ["Un été"]],
    ["e\u0301te\u0301", ["Un été"]],
    ["100%", ["100% wool"]],
    ["%", ["100% wool"]],
    ["_", []],
    ['\'; DROP TABLE "Product"; --', []],
    ["", ["Un été", "100% wool", "Moby-Dick; or, the Whale"]],
  ])("%j finds %j", async (text, titles) => {
    const customerId = await buyTitle(
      await makeTitle("Moby-Dick; or, the Whale", { people: ["Herman Melville"] }),
      3,
    )
    await buyTitle(await makeTitle("100% wool", { people: ["Ada Lovelace"] }), 2)
    await buyTitle(await makeTitle("Un été".normalize("NFD")), 1)
    const found = await titlesOf(customerId, readLibraryQuery({ q: text }))
    expect(found.map((title) => title.normalize("NFC"))).toEqual(titles)
  })

  test("a kind shows that kind", async () => {
    const customerId = await buyTitle(await makeTitle("Film", { kind: "video" }))
    await buyTitle(await makeTitle("Book"))
    expect(await titlesOf(customerId, { kind: "video" })).toEqual(["Film"])
    expect(await titlesOf(customerId, { kind: "article" })).toEqual([])
  })
})

describe("B42: archiving", () => {
  test("takes a product out of sight, and back; it stays open", async () => {
    const [kept, put] = [await makeTitle("Kept"), await makeTitle("Put away")]
    const customerId = await buyTitle(kept)
    await buyTitle(put)
    expect(await archiveProduct(customerId, put.slug)).toBe(true)
    expect(await archiveProduct(customerId, put.slug)).toBe(true)
    expect(await titlesOf(customerId)).toEqual(["Kept"])
    const [archived] = await entriesOf(customerId, { isArchived: true })
    expect(archived).toMatchObject({ title: "Put away", isArchived: true })
    expect(archived?.chosen.offer.action).toBe("download")
    const { counts } = await listLibrary(customerId, wholeLibrary, new Date(), null)
    expect(counts).toEqual({ shown: 1, archived: 1 })
    expect(await unarchiveProduct(customerId, put.slug)).toBe(true)
    expect(await unarchiveProduct(customerId, put.slug)).toBe(false)
    expect(await titlesOf(customerId, { isArchived: true })).toEqual([])
    expect((await titlesOf(customerId)).toSorted()).toEqual(["Kept", "Put away"])
  })

  test("is undone by buying it anew", async () => {
    const product = await makeTitle("Rented")
    const customerId = await buyTitle(product)
    await archiveProduct(customerId, product.slug)
    expect(await titlesOf(customerId)).toEqual([])
    await buyTitle(product, -0.001)
    const later = plusSeconds(new Date(), 60)
    const { entries } = await listLibrary(customerId, wholeLibrary, later, null)
    expect(entries.map((entry) => entry.title)).toEqual(["Rented"])
  })

  test("is of one's own things alone: somebody else's and nothing's are the same no", async () => {
    const product = await makeTitle("Theirs")
    const theirs = await buyTitle(product, 1, "eve@example.com")
    const customerId = await buyTitle(await makeTitle("Mine"))
    expect(await archiveProduct(customerId, product.slug)).toBe(false)
    expect(await archiveProduct(customerId, "no-such-thing")).toBe(false)
    await archiveProduct(theirs, product.slug)
    expect(await unarchiveProduct(customerId, product.slug)).toBe(false)
    expect(await titlesOf(theirs, { isArchived: true })).toEqual(["Theirs"])
    expect(await db().archivedProduct.count()).toBe(1)
  })
})

describe("B42: paging", () => {
  test("shows every product once, also those of one instant and those a microsecond apart", async () => {
    const startsAt = plusSeconds(new Date(), -3600)
    const customerId = await makeCustomer()
    for (let n = 0; n < 7; n++)
      await grantAccess(customerId, { productId: (await makeTitle(`${n}`)).id }, { startsAt })
    const [one, two] = await db().entitlement.findMany({ take: 2 })
    for (const [n, row] of [one, two].entries())
      await db()
        .$executeRaw`UPDATE "Entitlement" SET "startsAt" = "startsAt" + ${n + 1}::int * interval '1 microsecond' WHERE "id" = ${row?.id}::uuid`
    const whole = await titlesOf(customerId)
    expect(new Set(whole).size).toBe(7)
    for (const limit of [1, 2, 3, 6, 7]) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await listHeld(customerId, { ...wholeLibrary, after }, new Date(), limit)
        seen.push(...page.products.map((product) => product.title))
        after = page.next ?? undefined
      } while (after)
      expect(seen).toEqual(whole)
    }
  })

  test("takes a cursor that it did not make for none", async () => {
    const customerId = await buyTitle(await makeTitle("One"))
    const forged = Buffer.from("2026-13-45T99:99:99.000000Z '; DROP").toString("base64url")
    for (const after of ["", "x", "%00", forged])
      expect(await titlesOf(customerId, { after })).toEqual(["One"])
  })
})
