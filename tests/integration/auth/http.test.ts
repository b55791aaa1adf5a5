import { NextRequest } from "next/server"
import { afterAll, describe, expect, it } from "vitest"
import { GET, POST } from "@/app/api/auth/[...nextauth]/route"
import { hashSessionToken, newSessionToken } from "@/lib/auth/rules"
import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { startBridge } from "@/tests/support/http-bridge"
import { startTestSandbox } from "@/tests/support/sandbox"
import { makeSession } from "@/tests/support/session"
import { proofIn, visit } from "@/tests/support/signing-in"

const sandbox = await startTestSandbox()
const shop = await startBridge((request) => {
  const nextauth = new URL(request.url).pathname.split("/").slice(3)
  const handle = request.method === "POST" ? POST : GET
  return handle(new NextRequest(request), { params: Promise.resolve({ nextauth }) })
})
afterAll(() => shop.stop())

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${shop.origin}/api/auth/${path}`, { redirect: "manual", ...init })
const form = (fields: Record<string, string>) => ({
  method: "POST",
  body: new URLSearchParams(fields),
})

describe("login CSRF", () => {
  it("no address of the shop signs in by itself: not with a mail's token, not with any", async () => {
    await startSignIn({ email: "ada@example.com", callbackPath: "/" }, visit)
    const { token } = await proofIn(sandbox.url, "ada@example.com")
    const query = new URLSearchParams({ token, email: "ada@example.com", callbackUrl: "/" })
    for (const init of [{}, form({ token, email: "ada@example.com" })])
      for (const provider of ["email", "mail", "credentials", "google"]) {
        const answer = await call(`callback/${provider}?${query}`, init)
        expect(answer.headers.getSetCookie().join(), provider).not.toMatch(/session/)
      }
    expect(await db().session.count()).toBe(0)
    expect(await db().addressProof.count({ where: { usedAt: null } })).toBe(1)
  })

  it("nobody is mailed or signed out without the form's own token", async () => {
    const { cookie } = await makeSession(await saveCustomer({ email: "ada@example.com" }))
    await call("signin/email", form({ email: "ada@example.com" }))
    await call("signout", { ...form({ csrfToken: "x" }), headers: { cookie } })
    await call("signout", { headers: { cookie } })
    expect(await db().mail.count()).toBe(0)
    expect(await db().session.count()).toBe(1)
  })
})

describe("next-auth's own addresses", () => {
  it("tell who is signed in, to the holder of the cookie alone, and write nothing", async () => {
    const { cookie } = await makeSession(await saveCustomer({ email: "ada@example.com" }))
    const before = await db().session.findMany()
    const mine = await call("session", { headers: { cookie } })
    expect(await mine.json()).toMatchObject({ user: { email: "ada@example.com" } })
    expect(mine.headers.get("cache-control")).toContain("no-store")
    expect(await (await call("session")).json()).toEqual({})
    const forged = `kiosk_session=${newSessionToken()}`
    expect(await (await call("session", { headers: { cookie: forged } })).json()).toEqual({})
    expect(await db().session.findMany()).toEqual(before)
  })

  it("the hash that is kept signs nobody in", async () => {
    const { token } = await makeSession(await saveCustomer({ email: "ada@example.com" }))
    const cookie = `kiosk_session=${hashSessionToken(token)}`
    expect(await (await call("session", { headers: { cookie } })).json()).toEqual({})
  })

  it("signing in leads to the shop's own page, at the name that was asked for", async () => {
    const answer = await call("signin?callbackUrl=/library/book")
    const target = new URL(answer.headers.get("location") ?? "", shop.origin)
    expect(target.pathname).toBe("/sign-in")
    expect(target.searchParams.get("callbackUrl")).toBe(`${shop.origin}/library/book`)
    const evil = await call("signin?callbackUrl=https://evil.example/")
    expect(evil.headers.get("location")).not.toMatch(/evil/)
  })

  it("nobody writes to the shop's log through them, and Google is offered only when set up", async () => {
    expect((await call("_log", form({ code: "x", level: "error" }))).status).toBe(404)
    expect(await (await call("providers")).json()).toEqual({})
    expect(
      (await call("callback/google?code=x&state=y")).headers.getSetCookie().join(),
    ).not.toMatch(/session/)
  })
})

describe("the session's cookie", () => {
  it("is the browser's choice in nothing: a token it brings along is never made good", async () => {
    const chosen = newSessionToken()
    await startSignIn({ email: "ada@example.com", callbackPath: "/" }, visit)
    const { token } = await proofIn(sandbox.url, "ada@example.com")
    const signedIn = await signInByLink(token, { visit, previousToken: chosen })
    expect(signedIn).toMatchObject({ outcome: "signed-in" })
    const cookie = `kiosk_session=${chosen}`
    expect(await (await call("session", { headers: { cookie } })).json()).toEqual({})
  })
})
