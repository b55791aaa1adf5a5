import { describe, expect, it } from "vitest"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { newId } from "@/lib/tokens"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { importFolder } from "@/tests/support/import-folder"

const { put, importRows } = importFolder()

/** Everything that an import must never touch. */
async function belongings(): Promise<string> {
  return JSON.stringify([
    await db().customer.findMany({ orderBy: { id: "asc" } }),
    await db().checkout.findMany({ orderBy: { id: "asc" } }),
    await db().checkoutLine.findMany({ orderBy: { id: "asc" } }),
    await db().purchase.findMany({ orderBy: { id: "asc" } }),
    await db().entitlement.findMany({ orderBy: { id: "asc" } }),
    await db().download.findMany({ orderBy: { id: "asc" } }),
  ])
}

describe("an import and what customers have", () => {
  it("B29 over sold, refunded and granted products changes no byte of what customers have; what is missing in the file stays", async () => {
    const [sold, refunded, given, missing] = [
      await makeProduct({ slug: "sold", editions: [{ slug: "sold-own" }] }),
      await makeProduct({ slug: "refunded", editions: [{ slug: "refunded-own" }] }),
      await makeProduct({ slug: "given", groups: ["drama"] }),
      await makeProduct({ slug: "missing" }),
    ]
    const order = await makePaidOrder({ products: [sold, missing] })
    await revoke((await makePaidOrder({ products: [refunded] })).purchaseId)
    const { customerId } = order
    await db().entitlement.create({
      data: {
        id: newId(),
        customerId,
        groupName: "drama",
        source: "grant",
        startsAt: new Date(0),
      },
    })
    const before = await belongings()
    const rows = ["sold", "refunded", "given"].map((slug) => ({
      slug,
      title: `New ${slug}`,
      groups: "other",
      price: "99 USD",
      file: "new.pdf",
      version: "2.0",
      publishedAt: "draft",
    }))
    await put("new.pdf", "new bytes")
    expect(await importRows(rows)).toMatchObject({ changed: 3, refused: 0 })
    expect(await importRows([])).toMatchObject({ rows: 0 })
    expect(await belongings()).toBe(before)
    expect(await db().product.findUnique({ where: { slug: given.slug } })).toMatchObject({
      groups: ["other"],
    })
    const kept = await db().product.findUnique({ where: { slug: "missing" } })
    expect(kept).toMatchObject({ archivedAt: null, title: missing.title })
  })

  it("B29 gives a new version's file to whoever bought the edition before", async () => {
    const sold = await makeProduct({ slug: "sold", editions: [{ slug: "sold-own" }] })
    const { customerId } = await makePaidOrder({ products: [sold] })
    await put("new.pdf", "new bytes")
    await importRows([
      { slug: "sold", title: "Sold", price: "5 USD", file: "new.pdf", version: "2.0" },
    ])
    const page = await findProductPage("sold", new Date())
    expect(page?.editions[0]?.latest).toMatchObject({
      version: "2.0",
      files: [{ name: "new.pdf" }],
    })
    const visitor = { customerId, checkoutIds: [] }
    const [offered] = await listOffers(page ? [page] : [], visitor, new Date(), null)
    expect(offered?.chosen?.offer).toMatchObject({ action: "download", reason: "purchased" })
  })

  it("S7 a film of the groups action and adventure is opened by either", async () => {
    await put("film.webm", "film")
    await importRows([
      {
        title: "A Film",
        kind: "video",
        groups: "action;adventure",
        price: "9 USD",
        file: "film.webm",
      },
    ])
    const page = await findProductPage("a-film", new Date())
    for (const groupName of ["action", "adventure", "drama"]) {
      const customer = await db().customer.create({
        data: { id: newId(), email: `${groupName}@example.com` },
      })
      await db().entitlement.create({
        data: {
          id: newId(),
          customerId: customer.id,
          groupName,
          source: "grant",
          startsAt: new Date(0),
        },
      })
      const visitor = { customerId: customer.id, checkoutIds: [] }
      const [offered] = await listOffers(page ? [page] : [], visitor, new Date(), null)
      expect(offered?.chosen?.offer.action).toBe(groupName === "drama" ? "buy" : "watch")
    }
  })
})
