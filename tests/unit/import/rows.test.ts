import { describe, expect, test } from "vitest"
import { checkRows } from "@/lib/catalog/import/check-rows"
import { parseRow } from "@/lib/catalog/import/parse-row"

function faultsOf(value: unknown): string[] {
  const parsed = parseRow(value)
  return parsed.ok ? [] : parsed.faults.map(({ field, message }) => `${field}: ${message}`)
}
function rowOf(value: unknown) {
  const parsed = parseRow(value)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.row
}
const at = (value: unknown, row = 1) => ({ row, line: row + 1, value })

describe("a row of an import file", () => {
  test.each([
    ["no title", { price: "1 USD" }, "title: It is missing."],
    ["a null title", { title: null }, "title: It is missing."],
    ["an empty title", { title: "  " }, "title: Give it a title."],
    ["a title that is no text", { title: {} }, "title: Write a text."],
    ["a character that PostgreSQL cannot keep", { title: "a\0b" }, "title: There is a character"],
    ["half a surrogate pair", { title: "a\ud800" }, "title: There is a character"],
    ["a title without a slug in it", { title: "千と千尋" }, "slug: Give it a slug"],
    ["a slug that is none", { title: "A", slug: "My Book" }, "slug: Write small letters"],
    ["an unknown kind", { title: "A", kind: "film" }, "kind: Write one of: file, video, article."],
    ["a group with a blank", { title: "A", groups: "sci fi" }, "groups: Write groups with small"],
    [
      "a day that there is not",
      { title: "A", publishedAt: "2026-02-30" },
      "publishedAt: Write 2026",
    ],
    [
      "a date of another order",
      { title: "A", publishedAt: "12/31/1998" },
      "publishedAt: Write 2026",
    ],
    [
      "a time without a zone",
      { title: "A", publishedAt: "2026-01-01T10:00" },
      "publishedAt: Write",
    ],
    [
      "a price in words",
      { title: "A", price: "ten", currency: "USD" },
      'price: "ten" is no amount',
    ],
    ["hours without a rent", { title: "A", rentHours: "48" }, "rentHours: Give it a rentPrice"],
    [
      "half an hour",
      { title: "A", rentPrice: "1 USD", rentHours: "0.5" },
      "rentHours: Write a whole",
    ],
    ["no downloads", { title: "A", downloadLimit: 0 }, "downloadLimit: Write a number from 1"],
    ["an unknown field", { title: "A", titel: "B" }, "titel: There is no such field"],
    ["a row that is a list", [], "a product is an object"],
    ["a row that is a text", "The Book", "a product is an object"],
    [
      "an edition without a price",
      { title: "A", editions: [{ title: "PDF" }] },
      "editions.0.price",
    ],
    [
      "an edition's wrong price",
      { title: "A", editions: [{ title: "PDF", price: "12,50 EUR" }] },
      "editions.0.price: Write the decimals behind a point",
    ],
    [
      "both ways to name editions",
      { title: "A", price: "1 USD", editions: [{ title: "PDF", price: "1 USD" }] },
      'price: Put it into "editions"',
    ],
    [
      "two editions of one slug",
      { title: "A", editions: ["PDF", "pdf"].map((title) => ({ title, price: "1 USD" })) },
      "editions.1.slug: Two editions would have the slug a-pdf",
    ],
    [
      "a file name with a folder in it",
      { title: "A", file: [{ path: "a.pdf", name: "../a.pdf" }] },
      "Write a file's name",
    ],
  ])("with %s is refused", (_, value, fault) => {
    expect(faultsOf(value).join("\n").toLowerCase()).toContain(fault.toLowerCase())
  })

  test("several faults are told at once", () => {
    expect(faultsOf({ title: "", kind: "x", slug: "-" })).toHaveLength(3)
  })

  test("numbers are texts where a text is meant: a film called 300", () => {
    expect(rowOf({ title: 300, price: 19.99, currency: "USD" })).toMatchObject({
      title: "300",
      slug: "300",
      editions: [{ slug: "300-own", prices: [{ amount: 1999, currency: "usd" }] }],
    })
  })

  test("lists are parted by semicolons or are lists; an empty cell is an empty list", () => {
    expect(
      rowOf({ title: "A", people: "Ada ; Bea;;Ada", groups: ["a", "b"], keywords: "" }),
    ).toMatchObject({ people: ["Ada", "Bea"], groups: ["a", "b"], keywords: [] })
  })

  test("what is empty or absent stays as it is", () => {
    const { kind, publishedAt, people, summary, editions } = rowOf({
      title: "A",
      kind: "",
      publishedAt: null,
      price: "",
    })
    expect([kind, publishedAt, people, summary]).toEqual(Array(4).fill(undefined))
    expect(editions).toEqual([])
  })

  test("price and rentPrice are an edition to keep and one for some hours", () => {
    const row = { title: "A", price: "9.99", rentPrice: "2.99", currency: "USD", file: "a.webm" }
    expect(rowOf(row).editions).toMatchObject([
      { slug: "a-rent", title: "Rent for 48 hours", accessSeconds: 172_800 },
      { slug: "a-own", title: "To keep", accessSeconds: null, files: [{ path: "a.webm" }] },
    ])
    expect(rowOf({ ...row, rentHours: 720 }).editions[0]?.title).toBe("Rent for 30 days")
    expect(rowOf({ title: "A", price: "1 USD", format: "PDF" }).editions[0]?.title).toBe("PDF")
  })

  test("a draft, a day and an instant are read", () => {
    const read = (publishedAt: string) => rowOf({ title: "A", publishedAt }).publishedAt
    expect(read("draft")).toBe("draft")
    expect(read("2026-05-01")).toEqual(new Date("2026-05-01T00:00:00Z"))
    expect(read("2026-05-01T09:00:00+02:00")).toEqual(new Date("2026-05-01T07:00:00Z"))
  })
})

describe("the rows of a file", () => {
  test("products of one title get numbers, in the file's order; a slug that is written wins", () => {
    const { good } = checkRows([
      at({ title: "Crash", price: "1 USD" }),
      at({ title: "Crash", price: "1 USD" }, 2),
      at({ title: "Another", slug: "crash-2" }, 3),
      at({ title: "Crash" }, 4),
    ])
    expect(good.map(({ row }) => row.slug)).toEqual(["crash", "crash-3", "crash-2", "crash-4"])
    expect(good[1]?.row.editions[0]?.slug).toBe("crash-3-own")
  })

  test("a slug that is written twice is refused at its second place, which names the first", () => {
    const { good, refusals } = checkRows([
      at({ title: "A", slug: "a" }),
      at({ title: "B", slug: "a" }, 2),
    ])
    expect(good).toHaveLength(1)
    expect(refusals).toEqual([
      {
        row: 2,
        line: 3,
        slug: "a",
        field: "slug",
        message: "a is on line 2 already; keep one, or give it another slug.",
      },
    ])
  })

  test("an edition's slug is one product's", () => {
    const editions = [{ slug: "pdf", title: "PDF", price: "1 USD" }]
    const { refusals } = checkRows([at({ title: "A", editions }), at({ title: "B", editions }, 2)])
    expect(refusals).toMatchObject([{ row: 2, field: "editions" }])
  })
})
