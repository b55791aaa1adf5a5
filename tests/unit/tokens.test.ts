import { describe, expect, it } from "vitest"
import { addBrowserOrder, readBrowserOrders } from "@/lib/checkout/rules"
import { newId, readToken, signText, signToken } from "@/lib/tokens"

describe("a link's token", () => {
  it("K2 names its row and version, and holds 128 secret bits", () => {
    const id = newId()
    const token = signToken("order", id, 3)
    expect(readToken("order", token)).toEqual({ id, version: 3 })
    expect(Buffer.from(token, "base64url").length - 18).toBe(16)
  })

  it("fault 24 is void when one character is another", () => {
    const token = signToken("order", newId())
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A"
      const forged = token.slice(0, at) + other + token.slice(at + 1)
      expect(readToken("order", forged), `character ${at}`).toBeNull()
    }
  })

  it("opens nothing else than what it was made for", () => {
    expect(readToken("download", signToken("order", newId()))).toBeNull()
  })

  it.each(["", "x", "../../etc/passwd", "A".repeat(46), "é".repeat(46), "A".repeat(10_000)])(
    "K15 garbage is nobody's token: %s",
    (garbage) => {
      expect(readToken("order", garbage)).toBeNull()
    },
  )
})

describe("the cookie of a browser's own orders", () => {
  it("holds the newest first and no order twice", () => {
    const [a, b] = [newId(), newId()]
    const cookie = addBrowserOrder(addBrowserOrder(addBrowserOrder(undefined, a), b), a)
    expect(readBrowserOrders(cookie)).toEqual([a, b])
  })

  it("is believed only with the shop's signature", () => {
    const cookie = addBrowserOrder(undefined, newId())
    expect(readBrowserOrders(cookie.replace(/^./, "z"))).toEqual([])
    expect(readBrowserOrders(signText("order", newId()))).toEqual([])
    expect(readBrowserOrders("nonsense")).toEqual([])
  })

  it("never outgrows a header", () => {
    let cookie: string | undefined
    for (let n = 0; n < 60; n++) cookie = addBrowserOrder(cookie, newId())
    expect(readBrowserOrders(cookie)).toHaveLength(40)
    expect(Buffer.byteLength(cookie ?? "")).toBeLessThan(2_000)
  })
})
