import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  MARK_END,
  MARK_START,
  readMarks,
  readPlace,
  readPrices,
  readSearch,
  readWords,
  writePlace,
} from "@/lib/search/rules"

const prefix = (word: string) => `'${word}' | '${word}':*`

describe("the words of what is typed", () => {
  it.each([
    ["alien", "", prefix("alien")],
    ["harrison ford", "harrison", prefix("ford")],
    ["  Spider-Man:  homecoming!", "Spider Man", prefix("homecoming")],
    ["Ocean's eleven", "Oceans", prefix("eleven")],
    ["Ocean’s", "", prefix("Oceans")],
    ["either/or", "either or", ""],
    ["www.example.com/a?b=1", "www example com a b 1", ""],
    ['"harrison ford"', '"harrison ford"', ""],
    ["“harrison ford” star", '"harrison ford"', prefix("star")],
    ['say "harrison fo', 'say "harrison fo', ""],
    ["ford -coppola", "ford -coppola", ""],
    ["ford -coppola war", "ford -coppola", prefix("war")],
    ["7 - 8 and 9", "7 8 and 9", ""],
    ["alien or predator", "alien or predator", ""],
    ["alien or", "alien or", ""],
    ["x", "x", ""],
    ['a\'; DROP TABLE "Product"; --', 'a DROP TABLE "Product"', ""],
    ["ａｌｉｅｎ", "", prefix("alien")],
    ["Amélie", "", prefix("Amélie")],
  ])("%s", (typed, phrase, last) => {
    expect(readWords(typed)).toEqual({ phrase, prefix: last, initial: "" })
  })

  it.each([
    ["toy s", "toy", "'s':*"],
    ["harrison ford a", "harrison ford", "'a':*"],
    ["-toy s", "-toy s", ""],
    ["toy 3", "toy 3", ""],
    ["toy -s", "toy -s", ""],
    ['"toy s', '"toy s', ""],
    ["toy or s", "toy or s", ""],
  ])("a letter behind other words begins one: %s", (typed, phrase, initial) => {
    expect(readWords(typed)).toEqual({ phrase, prefix: "", initial })
  })

  it.each([
    "",
    "   ",
    "!!!",
    "-",
    "--",
    '"',
    '""',
    "-alien",
    '-"harrison ford"',
    "or",
    "\u0000",
    "🎬",
    "\ud800",
  ])("has nothing to look for in %j", (typed) => expect(readWords(typed)).toBeNull())

  it("reads twelve words, and two hundred characters, of any length", () => {
    const many = Array.from({ length: 3000 }, (_, at) => `w${at}`).join(" ")
    const words = readWords(many)
    expect(words?.phrase.split(" ")).toHaveLength(11)
    expect(words?.prefix).toBe(prefix("w11"))
    expect(readWords("x".repeat(10_000))?.prefix.length).toBeLessThan(500)
  })

  it("leaves no quote or backslash inside the last word, and no half character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (typed) => {
        const words = readWords(typed)
        if (!words) return
        expect(words.prefix).toMatch(/^$|^'([^'\\]+)' \| '\1':\*$/)
        expect(words.phrase + words.prefix).not.toContain("\u0000")
        expect((words.phrase + words.prefix).isWellFormed()).toBe(true)
      }),
    )
  })
})

describe("the parameters of a search", () => {
  it("are read where they make sense, and left out where they don't", () => {
    const none = { kind: undefined, group: undefined, after: undefined, min: "", max: "" }
    expect(readSearch({})).toEqual({
      typed: "",
      words: null,
      isFree: false,
      isOpen: false,
      ...none,
    })
    expect(
      readSearch({ q: ["a", "b"], kind: "film", group: "", free: "yes", open: ["1"], min: ["1"] }),
    ).toEqual({ typed: "", words: null, isFree: false, isOpen: false, ...none })
    expect(
      readSearch({ q: " alien ", kind: "video", group: "Horror", free: "1", open: "1", max: "5" }),
    ).toMatchObject({
      typed: "alien",
      kind: "video",
      group: "Horror",
      isFree: true,
      isOpen: true,
      max: "5",
    })
  })

  it.each([
    [{ min: "", max: "", isFree: false }, null],
    [{ min: "abc", max: "-1", isFree: false }, null],
    [{ min: "", max: "5", isFree: false }, [0, 500]],
    [{ min: "2.50", max: "", isFree: false }, [250, 2 ** 31 - 1]],
    [{ min: "1", max: "999999999999", isFree: false }, [100, 2 ** 31 - 1]],
    [{ min: "1", max: "5", isFree: true }, [0, 0]],
  ])("prices of %j", (typed, range) => {
    const found = readPrices(typed, "usd")
    expect(found && [found.min, found.max]).toEqual(range)
  })

  it("counts a price in the currency's own decimals", () => {
    expect(readPrices({ min: "", max: "500", isFree: false }, "jpy")?.max).toBe(500)
    expect(readPrices({ min: "", max: "1.5", isFree: false }, "jpy")).toBeNull()
  })
})

describe("a page's cursor", () => {
  const id = "01a1fc54-8232-7081-9263-217e8d7e46a3"

  it("comes back as it was written", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(999_999_999), (score, popularity) => {
        const place = { score, popularity, id }
        expect(readPlace(writePlace(place))).toEqual(place)
      }),
    )
  })

  it.each([
    undefined,
    "",
    "x",
    "%00",
    "1 2 3",
    `1 2 ${id}; DROP`,
    `9999999999 1 ${id}`,
    `x 1 ${id}`,
  ])("is the first page when it is %j", (cursor) => {
    expect(readPlace(cursor)).toBeNull()
    expect(readPlace(cursor && Buffer.from(cursor).toString("base64url"))).toBeNull()
  })
})

describe("what the database marked", () => {
  it("is read in pieces; a stray mark marks nothing", () => {
    expect(readMarks(`The ${MARK_START}Alien${MARK_END} <b>`)).toEqual([
      { text: "The ", isHit: false },
      { text: "Alien", isHit: true },
      { text: " <b>", isHit: false },
    ])
    expect(readMarks(`a${MARK_END}b${MARK_START}c`)).toEqual([{ text: "abc", isHit: false }])
    expect(readMarks("")).toEqual([])
  })
})
