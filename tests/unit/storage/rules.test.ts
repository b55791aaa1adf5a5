import { normalize, posix } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isStorageKey, publicImageType } from "@/lib/storage/rules"

describe("fault 25: a storage key", () => {
  test.each(["goods/ab/abcdef.pdf", "public/covers/the-book_1.webp", "a", "0/1..2"])(
    "may be %j",
    (key) => {
      expect(isStorageKey(key)).toBe(true)
    },
  )

  test.each([
    ["nothing", ""],
    ["absolute", "/etc/passwd"],
    ["a climb", "../secret"],
    ["a climb inside", "goods/../../secret"],
    ["a dot", "goods/./a"],
    ["hidden", ".env"],
    ["hidden inside", "goods/.git/config"],
    ["an empty segment", "goods//a"],
    ["a folder", "goods/"],
    ["a backslash", "goods\\..\\a"],
    ["a drive", "C:/a"],
    ["a NUL", "goods/a\0.pdf"],
    ["a newline", "goods/a\n"],
    ["a percent sign", "goods/%2e%2e/a"],
    ["a space", "goods/a b"],
    ["an option", "-rf"],
    ["letters that normalise to others", "goods/\uFF0E\uFF0E/a"],
    ["a combining mark", "goods/e\u0301.pdf"],
    ["a one-dot leader", "goods/\u2024\u2024/a"],
    ["too long", "a".repeat(513)],
  ])("may not be %s", (_, key) => {
    expect(isStorageKey(key)).toBe(false)
  })

  test("never leaves the folder it is joined to", () => {
    const part = fc.constantFrom(
      "..",
      ".",
      "/",
      "\\",
      "\0",
      "a",
      "B",
      "-",
      "_",
      "%2e",
      "\uFF0E",
      " ",
    )
    const keys = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part).map((parts) => parts.join("")),
    )
    fc.assert(
      fc.property(keys, (key) => {
        fc.pre(isStorageKey(key))
        const path = posix.join("/store", key)
        expect(path.startsWith("/store/")).toBe(true)
        expect(normalize(path)).toBe(`/store/${key}`)
      }),
    )
  })
})

describe("D3: what anyone may see", () => {
  test.each([
    ["public/covers/a.webp", "image/webp"],
    ["public/a.JPG", "image/jpeg"],
    ["public/a.svg", null],
    ["public/a.html", null],
    ["public/a", null],
    ["goods/a.png", null],
    ["publicly/a.png", null],
    ["public/../goods/a.png", null],
    ["PUBLIC/a.png", null],
  ])("%s is %s", (key, type) => {
    expect(publicImageType(key)).toBe(type)
  })
})
