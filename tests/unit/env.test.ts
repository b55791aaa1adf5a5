import { describe, expect, it } from "vitest"
import { isLoopback, malformedVariables, missingVariables, shopOrigin } from "@/lib/env"

describe("the shop's origin", () => {
  it("is PUBLIC_URL's, whatever host was asked for; on loopback each loopback name is itself", () => {
    expect(shopOrigin("evil.example")).toBe("http://localhost:3000")
    expect(shopOrigin(null)).toBe("http://localhost:3000")
    expect(shopOrigin("localhost.evil.example:3000")).toBe("http://localhost:3000")
    expect(shopOrigin("127.0.0.1:3000")).toBe("http://127.0.0.1:3000")
  })
})

describe("a loopback address", () => {
  it.each(["http://localhost:3000", "http://127.0.0.1", "http://[::1]:4242", "http://127.8.8.8"])(
    "%s is one",
    (url) => expect(isLoopback(url)).toBe(true),
  )
  it.each(["https://shop.example", "http://localhost.example", "http://10.0.0.1", "nonsense", ""])(
    "%s is none",
    (url) => expect(isLoopback(url)).toBe(false),
  )
})

describe("what must be set", () => {
  it("nothing on loopback; a vendor's second variable when its first is set", () => {
    expect(missingVariables({})).toEqual([])
    expect(missingVariables({ STRIPE_SECRET_KEY: "sk_test_x" })).toEqual(["STRIPE_WEBHOOK_SECRET"])
    expect(missingVariables({ RESEND_API_KEY: "re_x" })).toEqual(["MAIL_FROM"])
  })
  it("everything on a public address, each by its name", () => {
    const missing = missingVariables({ PUBLIC_URL: "https://shop.example", MAIL_FROM: " " })
    expect(missing).toContain("DATABASE_URL")
    expect(missing).toContain("MAIL_FROM")
    expect(missing).toHaveLength(8)
  })
})

describe("a malformed value", () => {
  it.each([
    ["SHOP_LOCALE", "english please"],
    ["SHOP_TIME_ZONE", "Mars/Olympus"],
    ["TRUSTED_PROXIES", "yes"],
    ["TRUSTED_PROXIES", "-1"],
    ["PUBLIC_URL", "shop.example.com"],
    ["PUBLIC_URL", "https://shop.example.com/kiosk"],
  ])("%s=%s is named with what it takes", (name, value) => {
    expect(malformedVariables({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} takes .+\\.$`)),
    ])
  })
  it("nothing is wrong with nothing", () => expect(malformedVariables({})).toEqual([]))
})
