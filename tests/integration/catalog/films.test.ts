import { describe, expect, it } from "vitest"
import { catalogueQuery, listCatalogue, listForSitemap } from "@/lib/catalog/store/catalogue"
import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"
import { readFilms } from "@/prisma/seed/films/read-films"
import { loadDemo } from "@/prisma/seed/load-demo"
import { loadFilms } from "@/prisma/seed/load-films"

const films = readFilms() ?? []

// Three thousand films take a while on a busy machine.
describe("the films of the demonstration", { timeout: 120_000 }, () => {
  it("K4 are all of the list that have a title, for rent and to keep, playing one stored clip; loaded again, nothing changes", async () => {
    expect(await loadFilms(films)).toMatchObject({ rows: 3201, created: 3200, refused: 1 })
    const counts = async () => [
      await db().product.count({ where: { kind: "video", isDemo: true } }),
      await db().edition.count({ where: { accessSeconds: 172_800 } }),
      await db().edition.count({ where: { accessSeconds: null } }),
      await db().price.count(),
      await db().releaseFile.count(),
    ]
    expect(await counts()).toEqual([3200, 3200, 3200, 19_200, 12_800])
    const keys = await db().releaseFile.findMany({ distinct: "storageKey" })
    expect(keys.map((file) => file.contentType).sort()).toEqual(["text/vtt", "video/webm"])
    expect(await loadFilms(films)).toMatchObject({ created: 0, changed: 0, unchanged: 3200 })
    expect(await counts()).toEqual([3200, 3200, 3200, 19_200, 12_800])
  })

  it("are all found by paging, in pages that an index reads, and by the sitemap", async () => {
    await loadFilms(films)
    await db().$executeRaw`ANALYZE "Product", "Edition", "Price"`
    const now = new Date()
    const plan = await db().$queryRaw<{ "QUERY PLAN": string }[]>(
      Prisma.sql`EXPLAIN ${catalogueQuery(now, undefined, null, 25)}`,
    )
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n")
    expect(text).toContain('using "Product_publishedAt_id_idx"')
    expect(text).not.toMatch(/Seq Scan/)

    const seen = new Set<string>()
    let after: string | undefined
    do {
      const page = await listCatalogue({ now, after, limit: 200 })
      for (const { slug } of page.products) seen.add(slug)
      after = page.next ?? undefined
    } while (after)
    expect(seen.size).toBe(3200)
    expect(await listForSitemap(now)).toHaveLength(3200)
  })

  it("leave the first page to the goods made for the demonstration", async () => {
    await loadDemo(() => undefined)
    const { products } = await listCatalogue({ now: new Date() })
    expect(products.slice(0, 5).filter(({ coverKey }) => coverKey)).toHaveLength(5)
    expect(products.slice(5).every(({ kind, coverKey }) => kind === "video" && !coverKey)).toBe(
      true,
    )
    const files = await db().releaseFile.findMany({
      where: { edition: { slug: { in: ["film-webm", "inception-own"] } } },
    })
    // The clip and its captions, sold alone and in every film, are kept once; its chapters are its own.
    expect(files).toHaveLength(5)
    expect(new Set(files.map((file) => file.storageKey)).size).toBe(3)
    expect(new Set(files.map((file) => file.name)).size).toBe(3)
  })

  it("are left out, which is said, where their list is not installed", async () => {
    expect(readFilms("file:///nowhere/at-all.mjs")).toBeNull()
    const told: string[] = []
    expect(await loadDemo((line) => told.push(line), null)).toMatchObject({ films: null })
    expect(told.join("\n")).toContain("vega-datasets is not installed")
    expect(await db().product.count()).toBe(5)
  })
})
