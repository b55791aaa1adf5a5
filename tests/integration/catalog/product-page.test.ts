import { describe, expect, it } from "vitest"
import { priceFor } from "@/lib/catalog/rules"
import { listCatalogue } from "@/lib/catalog/store/catalogue"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { stranger } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { makeProduct, makeRelease } from "@/tests/support/factories"

const now = new Date()

describe("a product's page", () => {
  it("says what is inside: the newest release that has files for the edition", async () => {
    const product = await makeProduct({ editions: [{ title: "PDF" }, { title: "EPUB" }] })
    await makeRelease(product, product.edition, { version: "2.0" })
    const later = new Date(now.getTime() + 3_600_000)
    await makeRelease(product, product.edition, { version: "3.0", releasedAt: later })
    const page = await findProductPage(product.slug, now)
    expect(page?.editions.map(({ title, latest }) => [title, latest?.version])).toEqual([
      ["PDF", "2.0"],
      ["EPUB", "1.0"],
    ])
    expect(page?.releases.map(({ version }) => version)).toEqual(["2.0", "1.0"])
  })

  it("of an archived product is there, and sells nothing (K24)", async () => {
    const product = await makeProduct({ archivedAt: now })
    const page = await findProductPage(product.slug, now)
    expect(page?.archivedAt).toEqual(now)
    const [offered] = await listOffers(page ? [page] : [], stranger, now, null)
    expect(offered?.chosen?.offer).toMatchObject({ action: "none", reason: "archived" })
    expect((await listCatalogue({ now })).products).toEqual([])
  })

  it("of a draft, or of nothing, is not there", async () => {
    const draft = await makeProduct({ publishedAt: null })
    expect(await findProductPage(draft.slug, now)).toBeNull()
    expect(await findProductPage("no-such-thing", now)).toBeNull()
  })

  it("shows the price in the chosen currency, and the first where there is none in it", async () => {
    const product = await makeProduct({ editions: [{ amount: 1999 }] })
    const yen = { editionId: product.edition.id, currency: "jpy", amount: 3000 }
    await db().price.create({ data: { id: newId(), ...yen, position: 1 } })
    const page = await findProductPage(product.slug, now)
    const prices = page?.editions[0]?.prices ?? []
    expect(priceFor(prices, "jpy")).toMatchObject({ currency: "jpy", amount: 3000 })
    expect(priceFor(prices, "eur")).toMatchObject({ currency: "usd", amount: 1999 })
    const list = await listCatalogue({ now })
    const [inYen] = await listOffers(list.products, stranger, now, "jpy")
    expect(inYen?.chosen?.offer.price).toMatchObject({ currency: "jpy", amount: 3000 })
  })
})
