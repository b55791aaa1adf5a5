import { describe, expect, it } from "vitest"
import { catalogueQuery, listCatalogue, listForSitemap } from "@/lib/catalog/store/catalogue"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { stranger } from "@/lib/entitlements/store/access"
import { Prisma } from "@/prisma/client/client"
import { makeProduct } from "@/tests/support/factories"

const now = new Date()
const hour = 3_600_000
const ago = (hours: number) => new Date(now.getTime() - hours * hour)

async function allPages(options: { kind?: "file" | "video"; limit: number }): Promise<string[]> {
  const slugs: string[] = []
  let after: string | undefined
  for (;;) {
    const page = await listCatalogue({ now, ...options, after })
    slugs.push(...page.products.map((product) => product.slug))
    if (!page.next) return slugs
    after = page.next
  }
}

describe("paging through the catalogue", () => {
  it("shows every product once, newest first, also those of one instant", async () => {
    for (const at of [ago(3), ago(2), ago(2), ago(2), ago(2), ago(1), ago(5)])
      await makeProduct({ publishedAt: at })
    const { products } = await listCatalogue({ now })
    for (const limit of [1, 2, 3, 6, 7, 8])
      expect(await allPages({ limit })).toEqual(products.map((product) => product.slug))
    expect(products).toHaveLength(7)
    const times = products.map((product) => product.publishedAt.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  it("tells instants apart that differ by a microsecond", async () => {
    const made = []
    for (let count = 0; count < 4; count++) made.push(await makeProduct({ publishedAt: ago(2) }))
    for (const [index, { id }] of made.entries())
      await db()
        .$executeRaw`UPDATE "Product" SET "publishedAt" = "publishedAt" + ${index}::int * interval '1 microsecond' WHERE "id" = ${id}::uuid`
    expect(await allPages({ limit: 1 })).toEqual(made.toReversed().map(({ slug }) => slug))
  })

  it("neither skips nor repeats when something new comes in between two pages", async () => {
    const old = [
      await makeProduct({ publishedAt: ago(3) }),
      await makeProduct({ publishedAt: ago(4) }),
    ]
    const first = await listCatalogue({ now, limit: 1 })
    await makeProduct({ publishedAt: ago(1) })
    const second = await listCatalogue({ now, limit: 1, after: first.next ?? "" })
    expect(second.products.map(({ slug }) => slug)).toEqual([old[1]?.slug])
    expect(second.next).toBeNull()
  })

  it("takes a cursor that it did not make for none", async () => {
    const { slug } = await makeProduct()
    const forged = Buffer.from("2026-13-45T99:99:99.000000Z '; DROP").toString("base64url")
    for (const after of ["", "x", "%00", forged]) {
      const { products } = await listCatalogue({ now, after })
      expect(products.map((product) => product.slug)).toEqual([slug])
    }
  })
})

describe("what is on the shelf", () => {
  it("is what was published and not archived (K24), of the kind that was asked for", async () => {
    const film = await makeProduct({ kind: "video" })
    const book = await makeProduct({ publishedAt: ago(60) })
    await makeProduct({ archivedAt: ago(1) })
    await makeProduct({ publishedAt: null })
    await makeProduct({ publishedAt: new Date(now.getTime() + hour) })
    expect(await allPages({ limit: 10 })).toEqual([film.slug, book.slug])
    expect(await allPages({ limit: 10, kind: "video" })).toEqual([film.slug])
    const listed = await listForSitemap(now)
    expect(listed.map(({ slug }) => slug)).toEqual([film.slug, book.slug])
  })

  it("comes with its editions and live prices, the sample marked and never the product's price", async () => {
    const product = await makeProduct({
      editions: [
        { title: "PDF", amount: 2900 },
        { title: "EPUB", amount: 900 },
        { title: "Sample", amount: 0, isSample: true },
      ],
    })
    const old = product.edition.priceId ?? ""
    await db().price.update({ where: { id: old }, data: { archivedAt: now } })
    const page = await listCatalogue({ now })
    expect(
      page.products[0]?.editions.map(({ title, prices, isSample }) => [
        title,
        prices.map((price) => price.amount),
        isSample,
      ]),
    ).toEqual([
      ["PDF", [], false],
      ["EPUB", [900], false],
      ["Sample", [0], true],
    ])
    const [offered] = await listOffers(page.products, stranger, now, null)
    expect(offered?.chosen).toMatchObject({ title: "EPUB", offer: { action: "buy" } })
  })

  it("is read through an index, however far in", async () => {
    await db().$executeRaw`
      INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt")
      SELECT gen_random_uuid(), 'bulk-' || n, 'Bulk', (CASE WHEN n % 50 = 0 THEN 'video' ELSE 'file' END)::"ProductKind",
             now() - n * interval '1 minute', now()
      FROM generate_series(1, 5000) n`
    await db().$executeRaw`ANALYZE "Product"`
    const deep = {
      publishedAt: new Date(now.getTime() - 3000 * 60_000).toISOString(),
      id: "00000000-0000-4000-8000-000000000000",
    }
    for (const [kind, index] of [
      [undefined, "Product_publishedAt_id_idx"],
      ["video", "Product_kind_publishedAt_id_idx"],
    ] as const) {
      const plan = await db().$queryRaw<{ "QUERY PLAN": string }[]>(
        Prisma.sql`EXPLAIN ${catalogueQuery(now, kind, deep, 25)}`,
      )
      const text = plan.map((line) => line["QUERY PLAN"]).join("\n")
      expect(text).toContain(`using "${index}"`)
      expect(text).not.toMatch(/Sort Key: p\.|Seq Scan on "Product"/)
    }
  })
})
