import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { editionList, readProductForm } from "@/lib/catalog/edit/read-product-form"
import { FieldErrors } from "@/lib/errors"
import { countRows, type Typed, takeStep } from "@/lib/form-steps"
import { instantOf, localTime } from "@/lib/shop/calendar-rules"

const now = new Date("2026-11-26T12:00:00Z")
const read = (typed: Typed, before: { slug: string; publishedAt: Date | null } | null = null) =>
  readProductForm(typed, { before, now, timeZone: "Europe/Berlin", currency: "eur" })
const book: Typed = {
  title: "The Book",
  kind: "file",
  shelf: "draft",
  "editions.0.title": "PDF",
  "editions.0.price": "19.99 USD; 2900 JPY",
  "editions.0.isOnSale": "on",
}
const faultsOf = (typed: Typed) => {
  try {
    read(typed)
    return {}
  } catch (error) {
    if (error instanceof FieldErrors) return error.fields
    throw error
  }
}

describe("a product's form", () => {
  it("says every fault at its own field", () => {
    expect(
      Object.keys(
        faultsOf({
          ...book,
          title: " ",
          slug: "No Slug!",
          groups: "Science Fiction",
          shelf: "later",
          "editions.0.price": "19,99 USD",
          "editions.1.title": "",
          "editions.1.price": "",
          "editions.1.downloadLimit": "0",
        }),
      ).sort(),
    ).toEqual([
      "editions.1.downloadLimit",
      "editions.1.title",
      "groups",
      "releaseAt",
      "slug",
      "title",
    ])
    expect(faultsOf({ ...book, "editions.0.price": "19,99 USD" })).toEqual({
      "editions.0.price": expect.stringContaining("19.99"),
    })
    expect(faultsOf({ title: "Nothing", shelf: "draft" })).toHaveProperty("editions")
  })

  it("reads lists line by line, prices exactly, and what is for sale", () => {
    const wish = read({
      ...book,
      people: "Ada Lovelace\r\nGrace Hopper; Alan Turing",
      "editions.1.title": "EPUB",
      "editions.1.price": "free",
      requiresSignIn: "on",
    })
    expect(wish).toMatchObject({
      requiresSignIn: true,
      onSale: ["the-book-pdf"],
      offSale: ["the-book-epub"],
      row: {
        slug: "the-book",
        publishedAt: "draft",
        people: ["Ada Lovelace", "Grace Hopper", "Alan Turing"],
      },
    })
    expect(wish.row.editions[0]?.prices).toEqual([
      { amount: 1999, currency: "usd" },
      { amount: 2900, currency: "jpy" },
    ])
    expect(wish.row.editions[1]?.prices).toEqual([{ amount: 0, currency: "eur" }])
  })

  it("keeps since when a product is for sale, and means a day in the shop's time zone", () => {
    const publishedAt = new Date("2026-01-01T00:00:00Z")
    const shelf = (typed: Typed, before: Date | null) =>
      read({ ...book, ...typed }, { slug: "the-book", publishedAt: before }).row.publishedAt
    expect(shelf({ shelf: "now" }, publishedAt)).toBeUndefined()
    expect(shelf({ shelf: "now" }, null)).toEqual(now)
    expect(shelf({ shelf: "later", releaseAt: "2026-12-24T18:00" }, publishedAt)).toEqual(
      new Date("2026-12-24T17:00:00Z"),
    )
  })

  it("takes editions in, up and out, and never one that the shop has", () => {
    const step = (typed: Typed, what: string) => takeStep(typed, `editions:${what}`, editionList)
    const count = (typed: Typed | null) => countRows(typed ?? {}, "editions")
    const two = step(book, "add") ?? {}
    expect(count(two)).toBe(2)
    const up = step({ ...two, "editions.1.title": "EPUB" }, "up-1") ?? {}
    expect([up["editions.0.title"], up["editions.1.title"]]).toEqual(["EPUB", "PDF"])
    expect(up["editions.1.price"]).toBe("19.99 USD; 2900 JPY")
    expect(count(step(up, "remove-0"))).toBe(1)
    const saved = { ...up, "editions.0.saved": "the-book-epub" }
    expect(step(saved, "remove-0")).toEqual(saved)
    expect([step(book, "remove-7"), takeStep(book, "save", editionList)]).toEqual([null, null])
  })
})

it("a time zone's clocks tell the instant that they were read at, gaps and doubled hours aside", () => {
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]
  const minutes = fc.integer({ min: 15_778_080, max: 36_816_480 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, at) => {
      const instant = new Date(at * 60_000)
      const again = instantOf(localTime(instant, zone), zone)?.getTime() ?? 0
      // Of an hour that clocks show twice, one of both.
      expect([0, 3_600_000]).toContain(Math.abs(again - instant.getTime()))
      if (zone === "UTC" || zone === "Asia/Kolkata") expect(again).toBe(instant.getTime())
    }),
  )
  expect(instantOf("2026-02-30T10:00", "UTC")).toBeNull()
  expect(instantOf("tomorrow", "UTC")).toBeNull()
})
