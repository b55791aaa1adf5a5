import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { GET as suggestions } from "@/app/api/search/suggestions/route"
import { db, searchPool } from "@/lib/db"
import { stranger } from "@/lib/entitlements/store/access"
import { readWords } from "@/lib/search/rules"
import { runBounded } from "@/lib/search/run-bounded"
import { hitsQuery } from "@/lib/search/store/search"
import { search, slugsOf } from "@/tests/integration/search/support"
import { makeProduct } from "@/tests/support/factories"

describe("pages and bounds", () => {
  const fill = async (rows: number, columns: string) => {
    await db().$executeRawUnsafe(`
      INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt", "popularity", "summary")
      SELECT gen_random_uuid(), 'bulk-' || n, 'Bulk ' || n % 7, 'video', now() - interval '1 day', now(), ${columns}
      FROM generate_series(1, ${rows}) n`)
    await db().$executeRaw`ANALYZE "Product"`
  }
  const allPages = async (parameters: Record<string, string>): Promise<string[]> => {
    const slugs: string[] = []
    let after = ""
    for (;;) {
      const { products, next } = await search({ ...parameters, after })
      slugs.push(...products.map(({ slug }) => slug))
      if (!next) return slugs
      after = next
    }
  }

  it("show each hit once, in one order, also among equals", async () => {
    await fill(100, "n % 3, CASE WHEN n % 2 = 0 THEN 'story' ELSE 'story story' END")
    for (const q of ["story", "bulk 3", ""]) {
      const slugs = await allPages({ q })
      expect(new Set(slugs).size).toBe(slugs.length)
      expect(slugs).toHaveLength(q === "bulk 3" ? 14 : 100)
    }
    const { products } = await search({ q: "story", after: "nonsense" })
    expect(products.map(({ slug }) => slug)).toEqual((await allPages({ q: "story" })).slice(0, 24))
  })

  it("S8: go through the GIN index; more than 1,000 is not counted", async () => {
    await fill(6000, "n, CASE WHEN n % 5 = 0 THEN 'story' ELSE 'rare' || n END")
    const typed = "rare77"
    const { text, values } = hitsQuery(
      { now: new Date(), typed, words: readWords(`${typed} bulk`), limit: 25 },
      stranger,
    )
    const { rows } = await searchPool().query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values)
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n")
    expect(plan).toContain('Bitmap Index Scan on "Product_searchVector_idx"')
    expect((await search({ q: "story" })).count).toBe(1001)
    expect((await search({ q: "rare77" })).count).toBeLessThan(100)
  })

  it("rank the most popular of more than 2,000 hits, and all that were found where those are few", async () => {
    await fill(12_000, "n, CASE WHEN n <= 1900 THEN 'driftwood story' ELSE 'story' END")
    expect((await slugsOf({ q: "story" }))[0]).toBe("bulk-12000")
    await db().$executeRaw`UPDATE "Product" SET "summary" = 'common' WHERE "popularity" > 6000`
    await db().$executeRaw`UPDATE "Product" SET "summary" = 'driftwood' WHERE "popularity" <= 6000`
    await db()
      .$executeRaw`UPDATE "Product" SET "popularity" = "popularity" + 90000 WHERE "summary" = 'common'`
    await db().$executeRaw`
      INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt", "popularity", "summary")
      SELECT gen_random_uuid(), 'more-' || n, 'More', 'video', now() - interval '1 day', now(), 90000, 'common'
      FROM generate_series(1, 5000) n`
    const { products, count } = await search({ q: "driftwood" })
    expect([products.length, count]).toEqual([24, 1001])
  })
})

describe("any input is safe", () => {
  it("raises no error, whatever is typed", async () => {
    await makeProduct({ slug: "alien", title: "Alien" })
    const nasty = [
      "'",
      '"',
      "\\",
      "a & | b",
      "!(",
      ":*",
      "a:*b",
      "<->",
      '\'; DROP TABLE "Product"; --',
      "%",
      "_",
      "\u0000",
      "a\u0000b",
      "\ud800",
      "x\udc00y",
      "👩‍🚀",
      "ﷺ".repeat(200),
      "ß".repeat(300),
      "-",
      "- -",
      "-a",
      "or or or",
      "a or",
      "not",
      "((((",
      "^",
      "~",
      "$1",
      "${x}",
      "x".repeat(10_000),
      "w ".repeat(5000),
      "＇ or 1=1",
      "a\u2028b",
      "\ufeff",
      "１２３",
      "한국어 검색",
      "поиск",
      "بحث",
      "…",
      "a".repeat(3000) + "'",
    ]
    for (const q of nasty) {
      await search({ q, group: q, min: q, max: q, after: q, kind: q })
      const path = `http://localhost/api/search/suggestions?q=${encodeURIComponent(q.toWellFormed())}`
      expect((await suggestions(new Request(path))).status).toBe(200)
    }
    const nastyCharacters = "a b ' \" \\ - | & ! ( ) : * < > / . % \u0000 \ud800 é or"
      .split(" ")
      .concat(" ")
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(...nastyCharacters),
        maxLength: 40,
      }),
    )
    await fc.assert(
      fc.asyncProperty(text, async (q) => {
        await search({ q, group: q })
      }),
      { numRuns: 60 },
    )
    expect(await slugsOf({ q: "alien" })).toEqual(["alien"])
  }, 60_000)

  it("a statement that takes too long is ended, and said so; other failures are not hidden", async () => {
    const slow = runBounded(() =>
      searchPool().query("SET statement_timeout = 20; SELECT pg_sleep(5)"),
    )
    expect(await slow).toEqual({ outcome: "too-slow" })
    await expect(runBounded(() => searchPool().query("SELECT nonsense"))).rejects.toThrow(
      "nonsense",
    )
  })

  it("every search's connection has its timeout, and no compiled plans", async () => {
    const { rows } = await searchPool().query(
      "SELECT current_setting('jit') AS jit, current_setting('plan_cache_mode') AS plans",
    )
    expect(rows[0]).toEqual({ jit: "off", plans: "force_custom_plan" })
  })
})
