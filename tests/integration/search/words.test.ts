import { describe, expect, it } from "vitest"
import { GET as suggestions } from "@/app/api/search/suggestions/route"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { stranger } from "@/lib/entitlements/store/access"
import { MARK_END, MARK_START } from "@/lib/search/rules"
import { suggestProducts } from "@/lib/search/suggest-products"
import { search, slugsOf } from "@/tests/integration/search/support"
import { makeProduct, type ProductOptions } from "@/tests/support/factories"

type Texts = { people?: string[]; keywords?: string[]; description?: string; popularity?: number }

async function make(slug: string, options: ProductOptions & Texts): Promise<void> {
  const { people = [], keywords = [], description = "", popularity = 0, ...rest } = options
  const { id } = await makeProduct({ slug, ...rest })
  await db().product.update({ where: { id }, data: { people, keywords, description, popularity } })
}

const marks = (text: string) => text.replaceAll(MARK_START, "[").replaceAll(MARK_END, "]")

describe("S8: what matches", () => {
  it("has all the words, wherever they stand, of any case and accent", async () => {
    await make("blade", { title: "Blade Runner", people: ["Harrison Ford"] })
    await make("george", { title: "Help!", people: ["George Harrison"] })
    await make("godfather", { title: "The Godfather", people: ["Francis Ford Coppola"] })
    await make("amelie", { title: "Amélie", summary: "A Ford in Paris", keywords: ["harrison"] })
    expect(await slugsOf({ q: "harrison ford" })).toEqual(["blade", "amelie"])
    expect(await slugsOf({ q: "HARRISON & Ford" })).toEqual(["blade", "amelie"])
    expect(await slugsOf({ q: '"harrison ford"' })).toEqual(["blade"])
    expect(await slugsOf({ q: "harrison -ford" })).toEqual(["george"])
    expect((await slugsOf({ q: "coppola or runner" })).toSorted()).toEqual(["blade", "godfather"])
    for (const q of ["amelie", "AMÉLIE", "Ame\u0301lie", "amel"])
      expect(await slugsOf({ q })).toEqual(["amelie"])
    expect(await slugsOf({ q: "harr for" })).toEqual([])
  })

  it("finds a name with or without its apostrophe, and a word in a path or compound", async () => {
    await make("ocean", { title: "Ocean’s Eleven" })
    await make("spider", {
      title: "Spider-Man",
      description: "and/or https://example.com/web-slinger",
    })
    for (const q of ["oceans eleven", "ocean's eleven", "ocean eleven"])
      expect(await slugsOf({ q })).toEqual(["ocean"])
    for (const q of ["spider man", "spider-man", "slinger", "example"])
      expect(await slugsOf({ q })).toEqual(["spider"])
  })

  it("ranks title before people, keywords, text; then by popularity; the very title first", async () => {
    await make("text", { title: "One", summary: "An alien", popularity: 9 })
    await make("keyword", { title: "Two", keywords: ["alien"], popularity: 9 })
    await make("person", { title: "Three", people: ["Alien Smith"], popularity: 9 })
    await make("popular", { title: "Alien resurrected", popularity: 5 })
    await make("unknown", { title: "Alien covenant", popularity: 1 })
    await make("exact", { title: "ALIEN" })
    expect(await slugsOf({ q: "alien" })).toEqual([
      "exact",
      "popular",
      "unknown",
      "person",
      "keyword",
      "text",
    ])
  })

  it("K24: is published and not archived, as on the catalogue", async () => {
    await make("sold", { title: "Alien" })
    await make("draft", { title: "Alien draft", publishedAt: null })
    await make("soon", { title: "Alien soon", publishedAt: plusSeconds(new Date(), 3600) })
    await make("retired", { title: "Alien retired", archivedAt: new Date() })
    expect(await slugsOf({ q: "alien" })).toEqual(["sold"])
    expect(await slugsOf({ q: "" })).toEqual(["sold"])
    expect((await search({ q: "retirred" })).instead).toBeNull()
    const response = await suggestions(new Request("http://localhost/api/search/suggestions?q=al"))
    expect(await response.json()).toMatchObject([{ text: "Alien" }])
  })
})

describe("what is marked", () => {
  it("is the word as it is written, with its markup as text", async () => {
    await make("amelie", {
      title: "Amélie <b>x</b>",
      people: ["Audrey Tautou", "Jean-Pierre Jeunet"],
      summary: `A ${MARK_START}waitress${MARK_END} in Paris`,
    })
    const { products } = await search({ q: "amelie jeunet paris" })
    expect(marks(products[0]?.marked.title ?? "")).toBe("[Amélie] <b>x</b>")
    expect(marks(products[0]?.marked.people ?? "")).toBe("Audrey Tautou, Jean-Pierre [Jeunet]")
    expect(marks(products[0]?.marked.summary ?? "")).toBe("A waitress in [Paris]")
    expect(products[0]?.title).toBe("Amélie <b>x</b>")
  })

  it("is a place of the description where nothing else shows why it was found", async () => {
    const description = `${"Nothing of note. ".repeat(50)}\n\n## The **quillwort** [grows](https://x.test)`
    await make("plant", { title: "Plants", summary: "Green", description })
    const [hit] = (await search({ q: "quillwort" })).products
    expect(marks(hit?.marked.excerpt ?? "")).toContain("[quillwort]")
    expect(hit?.marked.excerpt).not.toMatch(/[*#]|https/)
    expect((await search({ q: "plants" })).products[0]?.marked.excerpt).toBe("")
  })
})

describe("filters", () => {
  it("narrow by kind, group, and price in the visitor's currency", async () => {
    const price = (amount: number, currency = "usd") => ({ editions: [{ amount, currency }] })
    await make("film", {
      title: "Alien",
      kind: "video",
      groups: ["Sci-Fi", "it's \\ odd"],
      ...price(999),
    })
    await make("book", { title: "Alien: the book", groups: ["Horror"], ...price(1999) })
    await make("gift", { title: "Alien poster", groups: ["Horror"], ...price(0) })
    await make("euro", { title: "Alien in Europe", kind: "article", ...price(500, "eur") })
    const sorted = async (filter: Record<string, string>, currency?: string) =>
      (await slugsOf({ q: "alien", ...filter }, stranger, currency ?? null)).toSorted()
    expect(await sorted({ kind: "video" })).toEqual(["film"])
    expect(await sorted({ group: "Horror" })).toEqual(["book", "gift"])
    expect(await sorted({ group: "it's \\ odd" })).toEqual(["film"])
    expect(await sorted({ group: "horror" })).toEqual([])
    expect(await sorted({ free: "1" })).toEqual(["gift"])
    expect(await sorted({ max: "10" })).toEqual(["film", "gift"])
    expect(await sorted({ min: "5", max: "20" })).toEqual(["book", "film"])
    expect(await sorted({ min: "1", max: "6" }, "eur")).toEqual(["euro"])
    expect(await sorted({ kind: "file", group: "Horror", min: "1" })).toEqual(["book"])
    expect((await slugsOf({ q: "", group: "Horror" })).toSorted()).toEqual(["book", "gift"])
    expect((await search({ q: "alien", max: "10" })).count).toBe(2)
  })

  it("take no typed word for a group or kind", async () => {
    await make("film", { title: "One", kind: "video", groups: ["Horror"] })
    for (const q of ["kind/video", "group/Horror", "video", "'kind/video'"])
      expect(await slugsOf({ q })).toEqual([])
    expect(await slugsOf({ q: "horror" })).toEqual(["film"])
  })
})

describe("a word that has just been begun", () => {
  it("is found by its one letter, behind the others", async () => {
    await make("toys", { title: "Toy Story" })
    await make("army", { title: "Toy Army" })
    expect(await slugsOf({ q: "toy s" })).toEqual(["toys"])
    expect(await slugsOf({ q: "toy a" })).toEqual(["army"])
    expect(await slugsOf({ q: "toy x" })).toEqual([])
    const found = await suggestProducts("toy s", new Date())
    expect(found).toEqual([{ kind: "product", title: "Toy Story", slug: "toys" }])
  })
})

describe("did you mean", () => {
  it("offers a title or a name that exists, where nothing was found", async () => {
    await make("blade", { title: "Blade Runner", people: ["Harrison Ford"] })
    expect((await search({ q: "blade runer" })).instead).toBe("Blade Runner")
    expect((await search({ q: "harisson ford" })).instead).toBe("Harrison Ford")
    await make("toys", { title: "Toy Story", people: ["Steven Spielberg"] })
    expect((await search({ q: "toi stori" })).instead).toBe("Toy Story")
    expect((await search({ q: "speilberg" })).instead).toBe("Steven Spielberg")
    expect((await search({ q: "zzzz qqqq" })).instead).toBeNull()
    expect((await search({ q: "blade" })).instead).toBeNull()
  })
})

describe("suggestions", () => {
  const ask = async (q: string): Promise<unknown> => {
    const path = `http://localhost/api/search/suggestions?q=${encodeURIComponent(q)}`
    const response = await suggestions(new Request(path))
    expect(response.headers.get("cache-control")).toBe("private, no-store")
    return response.json()
  }

  it("are titles and people that go on as was typed, the most popular first", async () => {
    await make("blade", { title: "Blade Runner", people: ["Harrison Ford"], popularity: 5 })
    await make("fugitive", { title: "The Fugitive", people: ["Harrison Ford"], popularity: 9 })
    await make("help", { title: "Harriet", summary: "blade", popularity: 1 })
    expect(await ask("harri")).toEqual([
      { text: "Harrison Ford", hint: "Person", href: "/search?q=Harrison%20Ford" },
      { text: "Harriet", hint: "", href: "/products/help" },
    ])
    expect(await ask("blade")).toEqual([
      { text: "Blade Runner", hint: "", href: "/products/blade" },
    ])
    expect(await ask("h")).toEqual([])
    expect(await ask("nothing like it")).toEqual([])
  })
})
