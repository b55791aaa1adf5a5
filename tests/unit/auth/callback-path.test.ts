import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { callbackPath } from "@/lib/auth/callback-path"

const SHOP = "https://shop.example"

describe("where a sign-in leads", () => {
  it.each([
    ["/library", "/library"],
    ["/library/some-book?x=1&y=a%20b#top", "/library/some-book?x=1&y=a%20b#top"],
    ["/search?q=100%25&next=https://other.example", "/search?q=100%25&next=https://other.example"],
    ["/", "/"],
    ["/products/100%25-more", "/products/100%25-more"],
    ["/a/../library", "/library"],
    [`${SHOP}/watch/film?t=3`, "/watch/film?t=3"],
    ["/products/caf\u00e9", "/products/caf%C3%A9"],
  ])("%j is a path of the shop: %j", (asked, path) => expect(callbackPath(asked, SHOP)).toBe(path))

  it.each([
    "https://evil.example/",
    "http://shop.example/library",
    "https://shop.example.evil.example/",
    "https://shop.example@evil.example/",
    "https:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\u0000/evil.example",
    "/%2fevil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%255cevil.example",
    "/%09/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    " //evil.example",
    `${SHOP}//evil.example`,
    "javascript:alert(1)",
    "data:text/html,x",
    "library",
    "@evil.example",
    "",
    `/${"a".repeat(1001)}`,
    "/sign-in",
    "/sign-in?callbackUrl=/sign-in",
    "/api/auth/signout",
  ])("%j leads to the library", (asked) => expect(callbackPath(asked, SHOP)).toBe("/library"))

  it.each([undefined, null, 7, ["/a"], {}])("%j leads to the library", (asked) =>
    expect(callbackPath(asked)).toBe("/library"),
  )

  it("whatever is asked for, a browser stays in the shop", () => {
    const piece = fc.constantFrom(
      ..."/\\.:@?#%".split(""),
      "%2f",
      "%5c",
      "%09",
      "\t",
      "\n",
      "//",
      "..",
      "evil",
      "https:",
    )
    const odd = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 })
    fc.assert(
      fc.property(
        fc.oneof(
          odd.map((all) => all.join("")),
          odd.map((all) => `/${all.join("")}`),
        ),
        (asked) => {
          const path = callbackPath(asked, SHOP)
          expect(new URL(path, SHOP).origin).toBe(SHOP)
          expect(path).toMatch(/^\/(?![/\\])/)
          expect(callbackPath(path, SHOP)).toBe(path)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
