import { describe, expect, it } from "vitest"
import {
  isVersion,
  nextVersion,
  planRelease,
  planWithdrawal,
  readFileOption,
  type Shelf,
  type ShelvedFile,
} from "@/lib/releases/rules"

const file = (name: string, sha256: string, editionId = "pdf"): ShelvedFile => ({
  editionId,
  name,
  contentType: "application/pdf",
  size: 1n,
  sha256,
  storageKey: `files/${sha256}`,
})
const shelf = (...releases: [string, ShelvedFile[]][]): Shelf => ({
  productId: "p",
  slug: "book",
  title: "The Book",
  editions: [
    { id: "pdf", slug: "book-pdf", title: "PDF" },
    { id: "epub", slug: "book-epub", title: "EPUB" },
  ],
  releases: releases.map(([version, files]) => ({ id: `r-${version}`, version, files })),
  withdrawn: [],
})
const asked = { version: null, isWhole: false }

describe("the next version", () => {
  it.each([
    [null, "1.0"],
    ["1.0", "1.1"],
    ["1.9", "1.10"],
    ["2", "2.1"],
    ["1.2.3", "1.3.0"],
    ["v3.0", "v3.1"],
    ["second edition", null],
    ["2026-05", null],
  ])("after %s is %s", (newest, next) => expect(nextVersion(newest, [])).toBe(next))
  it("is one that is not taken", () => {
    expect(nextVersion("1.0", ["1.0", "1.1", "1.2"])).toBe("1.3")
  })
  it("is one line of at most 40 characters", () => {
    for (const good of ["1.0", "second edition", "2026-05"]) expect(isVersion(good)).toBe(true)
    for (const bad of ["", " ", "a\nb", "1.0 ", "x".repeat(41)]) expect(isVersion(bad)).toBe(false)
  })
})

describe("--file", () => {
  it("names an edition where there are several, also with = in its path", () => {
    expect(readFileOption("book-epub=a=b.epub", shelf())).toEqual({
      editionId: "epub",
      path: "a=b.epub",
    })
    expect(readFileOption("a.pdf", shelf())).toHaveProperty("message")
    expect(readFileOption("nothing=a.pdf", shelf())).toHaveProperty("message")
  })
  it("is a path where there is one, and says so where there is none", () => {
    const { editions, title } = shelf()
    const one = { title, editions: editions.slice(0, 1) }
    expect(readFileOption("a=b.pdf", one)).toEqual({ editionId: "pdf", path: "a=b.pdf" })
    expect(readFileOption("a.pdf", { title, editions: [] })).toHaveProperty("message")
  })
})

describe("K18 the plan of a version", () => {
  const held = shelf(["1.1", [file("b.pdf", "two")]], ["1.0", [file("b.pdf", "one")]])

  it("is none when the newest has these bytes, whatever they are called", () => {
    const same = { outcome: "same", releaseId: "r-1.1", version: "1.1" }
    expect(planRelease(held, [file("copy.pdf", "two")], asked)).toEqual(same)
    expect(planRelease(held, [file("b.pdf", "one")], { ...asked, version: "1.0" })).toMatchObject({
      outcome: "same",
      version: "1.0",
    })
  })

  it("is a new version for other bytes, in the place of the only file", () => {
    const plan = planRelease(held, [file("new-name.pdf", "three")], asked)
    expect(plan).toMatchObject({
      outcome: "new",
      releaseId: null,
      version: "1.2",
      files: [{ name: "new-name.pdf", position: 0, isKept: false }],
    })
  })

  it("refuses other bytes for a version that has some of the edition, takes those of another edition", () => {
    const version = "1.1"
    expect(planRelease(held, [file("b.pdf", "x")], { ...asked, version })).toMatchObject({
      outcome: "refused",
    })
    const both = [file("b.pdf", "two"), file("b.epub", "e", "epub")]
    const added = planRelease(held, both, { ...asked, version })
    expect(added).toMatchObject({ releaseId: "r-1.1", files: [{ editionId: "epub" }] })
  })

  it("B80 keeps the edition's other files in their places, unless they are left out", () => {
    const two = shelf(["1.0", [file("a.pdf", "a"), file("b.pdf", "b")]])
    const given = [file("c.pdf", "c"), file("b.pdf", "b2")]
    const names = (isWhole: boolean) => {
      const plan = planRelease(two, given, { ...asked, isWhole })
      return plan.outcome === "new"
        ? plan.files.map(({ name, sha256, isKept }) => [name, sha256, isKept])
        : plan
    }
    expect(names(false)).toEqual([
      ["a.pdf", "a", true],
      ["b.pdf", "b2", false],
      ["c.pdf", "c", false],
    ])
    expect(names(true)).toEqual([
      ["c.pdf", "c", false],
      ["b.pdf", "b2", false],
    ])
  })

  it("refuses two files of one name, and a version that it can't make up", () => {
    expect(planRelease(held, [file("b.pdf", "x"), file("b.pdf", "y")], asked)).toMatchObject({
      outcome: "refused",
    })
    expect(planRelease(shelf(["last", []]), [file("b.pdf", "x")], asked)).toMatchObject({
      outcome: "refused",
    })
  })
})

describe("B80: taking a version back", () => {
  it("B80: the newest goes, and the one before is the newest again", () => {
    const held = shelf(["1.1", [file("b.pdf", "two")]], ["1.0", [file("b.pdf", "one")]])
    expect(planWithdrawal(held, "1.1")).toEqual({ releaseId: "r-1.1", before: "1.0" })
    expect(planWithdrawal(held, "1.0")).toMatchObject({
      message: expect.stringMatching(/not the newest/),
    })
  })

  it("B80: no owner is left with nothing", () => {
    const first = shelf(["1.0", [file("b.pdf", "one")]])
    const added = shelf(["1.1", [file("b.epub", "two", "epub")]], ["1.0", [file("b.pdf", "one")]])
    expect(planWithdrawal(first, "1.0")).toMatchObject({
      message: expect.stringMatching(/^PDF has no files but those/),
    })
    expect(planWithdrawal(added, "1.1")).toMatchObject({
      message: expect.stringMatching(/^EPUB has no files but those/),
    })
  })

  it("B80: its name is not given again, and files can't be added to it", () => {
    const held = { ...shelf(["1.0", [file("b.pdf", "one")]]), withdrawn: ["1.1"] }
    expect(planRelease(held, [file("b.pdf", "three")], asked)).toMatchObject({ version: "1.2" })
    const again = planRelease(held, [file("b.pdf", "x")], { ...asked, version: "1.1" })
    expect(again).toMatchObject({
      outcome: "refused",
      message: expect.stringMatching(/taken back/),
    })
  })
})
