import { describe, expect, it } from "vitest"
import { contentSecurityPolicy, securityHeaders } from "@/lib/security-headers"

const shop = {
  PUBLIC_URL: "https://shop.example",
  STRIPE_API_BASE: undefined,
  S3_BUCKET: undefined,
  S3_ENDPOINT: undefined,
}
const directive = (name: string, settings: Parameters<typeof contentSecurityPolicy>[2] = shop) =>
  contentSecurityPolicy("n0nce", false, settings)
    .split("; ")
    .find((part) => part.startsWith(`${name} `))

describe("the content security policy", () => {
  it("runs no script without the nonce", () => {
    expect(directive("script-src")).toBe("script-src 'nonce-n0nce' 'strict-dynamic'")
    expect(contentSecurityPolicy("n", false, shop)).not.toContain("unsafe")
  })

  it("lets a form redirect to Stripe's page, or to the stand-in's", () => {
    expect(directive("form-action")).toBe(
      "form-action 'self' https://checkout.stripe.com https://billing.stripe.com",
    )
    const local = { ...shop, STRIPE_API_BASE: "http://127.0.0.1:4242" }
    expect(directive("form-action", local)).toBe("form-action 'self' http://127.0.0.1:4242")
  })

  it("lets a form redirect to Google only where that is a way to sign in", () => {
    const google = { ...shop, GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret" }
    expect(directive("form-action", google)).toContain("https://accounts.google.com")
    for (const half of [
      { ...google, GOOGLE_CLIENT_ID: undefined },
      { ...google, GOOGLE_CLIENT_SECRET: undefined },
    ])
      expect(directive("form-action", half)).not.toContain("google")
  })

  it("lets downloads and films come from the bucket", () => {
    const bucket = { ...shop, S3_BUCKET: "goods", S3_ENDPOINT: "https://s3.example:9000" }
    const places = "https://s3.example:9000 https://goods.s3.example:9000"
    expect(directive("media-src", bucket)).toBe(`media-src 'self' ${places}`)
    expect(directive("form-action", bucket)).toContain(places)
    expect(directive("media-src", { ...shop, S3_BUCKET: "goods" })).toContain("amazonaws.com")
  })
})

describe("the headers of a page", () => {
  it("tell no other site an address that is a key", () => {
    for (const path of ["/orders/abc", "/unsubscribe/abc"])
      expect(securityHeaders(path, shop)).toMatchObject({
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "private, no-store",
      })
    expect(securityHeaders("/", shop)["Referrer-Policy"]).toBe("strict-origin-when-cross-origin")
  })

  it("tell no other site a mail's token, and leave a form its own origin", () => {
    for (const path of ["/sign-in/continue", "/account/address/continue"])
      expect(securityHeaders(path, shop)["Referrer-Policy"]).toBe("same-origin")
  })

  it("ask for https only where the shop has it", () => {
    expect(securityHeaders("/", shop)).toHaveProperty("Strict-Transport-Security")
    const plain = { ...shop, PUBLIC_URL: "http://localhost:3000" }
    expect(securityHeaders("/", plain)).not.toHaveProperty("Strict-Transport-Security")
  })
})
