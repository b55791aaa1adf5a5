import { NextRequest } from "next/server"
import { afterAll, describe, expect, it } from "vitest"
import { answerAuth } from "@/lib/auth/answer-auth"
import { googleProvider } from "@/lib/auth/google"
import { hashSessionToken, sessionCookieName } from "@/lib/auth/rules"
import { startGoogle } from "@/lib/auth/start-google"
import { findSignedIn } from "@/lib/auth/store"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { makePaidOrder } from "@/tests/support/factories"
import { startOpenIdProvider } from "@/tests/support/openid-provider"
import { makeSession } from "@/tests/support/session"
import { visit } from "@/tests/support/signing-in"

Object.assign(env(), { GOOGLE_CLIENT_ID: "client", GOOGLE_CLIENT_SECRET: "secret" })
const google = await startOpenIdProvider("client")
afterAll(async () => {
  // The next file's settings are the same object.
  Object.assign(env(), { GOOGLE_CLIENT_ID: undefined, GOOGLE_CLIENT_SECRET: undefined })
  await google.stop()
})
const provider = () => googleProvider(google.wellKnown)

/** From the button to Google and back, in one browser. */
async function throughGoogle(options: { cookie?: string; path?: string } = {}): Promise<{
  target: string | null
  token: string | null
  cookie: string | null
}> {
  const started = await startGoogle(options.path ?? "/library", visit, provider())
  const authorized = await fetch(started.url, { redirect: "manual" })
  const kept = started.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
  return comeBack(authorized.headers.get("location") ?? "", [...kept, options.cookie ?? ""])
}

async function comeBack(url: string, cookies: string[]) {
  const headers = { host: "localhost:3000", cookie: cookies.filter(Boolean).join("; ") }
  const request = new NextRequest(url, { headers })
  const answer = await answerAuth(request, ["callback", "google"], provider())
  const line = answer.headers.getSetCookie().find((one) => one.startsWith(sessionCookieName()))
  return {
    target: answer.headers.get("location"),
    token: answer.cookies.get(sessionCookieName())?.value || null,
    cookie: line ?? null,
  }
}

const whoIs = (token: string | null) => findSignedIn(hashSessionToken(token ?? ""), new Date())

describe("signing in with Google", () => {
  it("is the same customer as the address's own, in any letter case", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    google.profile = { sub: "g-1", email: "Ada@Example.com", email_verified: true, name: "Ada" }
    const { target, token, cookie } = await throughGoogle({ path: "/library/some-book" })
    expect(target).toBe("http://localhost:3000/library/some-book")
    expect(await whoIs(token)).toMatchObject({ customerId: order.customerId })
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=lax/i)
    const customer = await db().customer.findFirstOrThrow()
    expect(customer.verifiedAt).toBeInstanceOf(Date)
    expect(await db().externalAccount.findMany()).toMatchObject([
      { provider: "google", providerAccountId: "g-1", customerId: order.customerId },
    ])
  })

  it("makes a customer of a new address, and finds them again by Google's id", async () => {
    google.profile = { sub: "g-2", email: "new@example.com", email_verified: true }
    const first = await whoIs((await throughGoogle()).token)
    google.profile = { sub: "g-2", email: "renamed@example.com", email_verified: true }
    const second = await whoIs((await throughGoogle()).token)
    expect(second?.customerId).toBe(first?.customerId)
    expect(await db().customer.count()).toBe(1)
  })

  it.each([false, "true", undefined, null])(
    "with email_verified %j signs nobody in",
    async (value) => {
      const order = await makePaidOrder({ email: "ada@example.com" })
      google.profile = { sub: "g-3", email: order.email, email_verified: value }
      const { target, token } = await throughGoogle()
      expect(token).toBeNull()
      expect(target).toMatch(/error=AccessDenied/)
      expect(await db().session.count()).toBe(0)
      expect(await db().externalAccount.count()).toBe(0)
    },
  )

  it("ties no Google account to whoever happens to be signed in", async () => {
    const bea = await makePaidOrder({ email: "bea@example.com" })
    const session = await makeSession(bea.customerId)
    google.profile = { sub: "g-4", email: "ada@example.com", email_verified: true }
    const { token } = await throughGoogle({ cookie: session.cookie })
    expect(await whoIs(token)).toMatchObject({ email: "ada@example.com" })
    expect(await db().externalAccount.count({ where: { customerId: bea.customerId } })).toBe(0)
    expect(await whoIs(session.token)).toBeNull()
  })

  it("can't be finished in another browser than it was begun in", async () => {
    google.profile = { sub: "g-5", email: "mallory@example.com", email_verified: true }
    const started = await startGoogle("/library", visit, provider())
    const authorized = await fetch(started.url, { redirect: "manual" })
    const { token } = await comeBack(authorized.headers.get("location") ?? "", [])
    expect(token).toBeNull()
    expect(await db().session.count()).toBe(0)
  })

  it("leads to no other site", async () => {
    google.profile = { sub: "g-6", email: "ada@example.com", email_verified: true }
    const { target } = await throughGoogle({ path: "@evil.example/" })
    expect(new URL(target ?? "").origin).toBe("http://localhost:3000")
  })
})
