import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { deriveSlug, freeSlug, LONGEST_SLUG, slugPattern } from "@/lib/catalog/import/derive-slug"

describe("a slug made from a title", () => {
  test.each([
    ["The Land Girls", "the-land-girls"],
    ["Amélie & I", "amelie-and-i"],
    ["Ocean's Eleven", "oceans-eleven"],
    ["300", "300"],
    ["Straße nach Ærø", "strasse-nach-aero"],
    ["  --A.I.--  ", "a-i"],
    ["千と千尋", ""],
    ["", ""],
  ])("%j is %j", (title, slug) => {
    expect(deriveSlug(title)).toBe(slug)
  })

  test("any title gives a valid slug, or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (title) => {
        const slug = deriveSlug(title)
        return slug === "" || (slugPattern.test(slug) && slug.length <= LONGEST_SLUG)
      }),
    )
  })

  test("a long title ends with a whole word", () => {
    expect(deriveSlug("word ".repeat(40))).toMatch(/^(word-)+word$/)
  })

  test("where it is taken, the first number that is free follows", () => {
    const taken = new Set(["crash", "crash-2", "a".repeat(80)])
    expect(freeSlug("crash", (slug) => taken.has(slug))).toBe("crash-3")
    expect(freeSlug("hamlet", (slug) => taken.has(slug))).toBe("hamlet")
    expect(freeSlug("a".repeat(80), (slug) => taken.has(slug))).toBe(`${"a".repeat(78)}-2`)
  })
})
