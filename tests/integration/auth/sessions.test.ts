import { describe, expect, it } from "vitest"
import { clearLapsedSignIns } from "@/lib/auth/clear-lapsed-sign-ins"
import { endSession } from "@/lib/auth/end-session"
import { endSessions } from "@/lib/auth/end-sessions"
import { hashSessionToken, SEEN_EVERY_SECONDS, SESSION_SECONDS } from "@/lib/auth/rules"
import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { signOut } from "@/lib/auth/sign-out"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { findSignedIn, listSessions, recordSeen, type SignedIn } from "@/lib/auth/store"
import { plusSeconds } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { startTestSandbox } from "@/tests/support/sandbox"
import { makeSession } from "@/tests/support/session"
import { proofIn, signInByMail, visit } from "@/tests/support/signing-in"

const sandbox = await startTestSandbox()
const ada = () => signInByMail(sandbox.url, "ada@example.com")
const whoIs = (token: string, at = new Date()) => findSignedIn(hashSessionToken(token), at)

async function customerOf(token: string): Promise<SignedIn> {
  const found = await whoIs(token)
  if (!found) throw new Error("Nobody is signed in.")
  return found
}

describe("a session", () => {
  it("is kept as the hash of its token, with the browser's family and coarse network", async () => {
    const token = await ada()
    expect(await db().session.findMany()).toMatchObject([
      { tokenHash: hashSessionToken(token), userAgent: "Firefox", network: "192.0.2.0/24" },
    ])
    expect(token).toMatch(/^[0-9a-f]{64}$/)
  })

  it("has a new token at every sign-in; what the browser held before is never promoted", async () => {
    const planted = await ada()
    await startSignIn({ email: "bea@example.com", callbackPath: "/" }, visit)
    const { token } = await proofIn(sandbox.url, "bea@example.com")
    const signedIn = await signInByLink(token, { visit, previousToken: planted })
    expect(signedIn).toMatchObject({
      outcome: "signed-in",
      token: expect.not.stringMatching(planted),
    })
    expect(await whoIs(planted)).toBeNull()
    const nobodys = "f".repeat(64)
    await startSignIn({ email: "bea@example.com", callbackPath: "/" }, visit)
    const again = await proofIn(sandbox.url, "bea@example.com")
    await signInByLink(again.token, { visit, previousToken: nobodys })
    expect(await whoIs(nobodys)).toBeNull()
  })

  it("lasts thirty days after it was last seen, and is touched once an hour at most", async () => {
    const { sessionId } = await customerOf(await ada())
    const created = await db().session.findFirstOrThrow()
    const touch = (at: Date) =>
      recordSeen(sessionId, at, { every: SEEN_EVERY_SECONDS, lasts: SESSION_SECONDS })
    await touch(plusSeconds(created.createdAt, 3590))
    expect(await db().session.findFirstOrThrow()).toEqual(created)
    const seenAt = plusSeconds(created.createdAt, 3700)
    await touch(seenAt)
    expect(await db().session.findFirstOrThrow()).toMatchObject({
      lastSeenAt: seenAt,
      expiresAt: plusSeconds(seenAt, 30 * 86_400),
    })
  })

  it("that has lapsed signs nobody in, and tidy removes it; a lapsed proof stays a week", async () => {
    const token = await ada()
    const day = plusSeconds(new Date(), 31 * 86_400)
    expect(await whoIs(token, day)).toBeNull()
    expect(await clearLapsedSignIns()).toEqual({ sessions: 0, proofs: 0 })
    await db().session.updateMany({ data: { expiresAt: plusSeconds(new Date(), -1) } })
    await db().addressProof.updateMany({
      data: { expiresAt: plusSeconds(new Date(), -6 * 86_400) },
    })
    expect(await clearLapsedSignIns()).toEqual({ sessions: 1, proofs: 0 })
    await db().addressProof.updateMany({
      data: { expiresAt: plusSeconds(new Date(), -8 * 86_400) },
    })
    expect(await clearLapsedSignIns()).toEqual({ sessions: 0, proofs: 1 })
  })
})

describe("signing out", () => {
  it("ends this browser's session on the server, and no other", async () => {
    const [one, two] = [await ada(), await ada()]
    await signOut(one)
    expect(await whoIs(one)).toBeNull()
    expect(await whoIs(two)).not.toBeNull()
    await signOut(null)
    await signOut("nobody's")
  })

  it("everywhere, or everywhere else, ends the customer's own sessions alone", async () => {
    const [one, two, three] = [await ada(), await ada(), await ada()]
    const other = await signInByMail(sandbox.url, "bea@example.com")
    expect(await endSessions(await customerOf(one), "elsewhere")).toBe(2)
    for (const token of [two, three]) expect(await whoIs(token)).toBeNull()
    expect(await endSessions(await customerOf(one), "everywhere")).toBe(1)
    expect(await whoIs(one)).toBeNull()
    expect(await whoIs(other)).not.toBeNull()
  })

  it("ends one's own session by its id; another's does what an unknown one does", async () => {
    const [one, two] = [await ada(), await ada()]
    const bea = await makeSession(await saveCustomer({ email: "bea@example.com" }))
    const customer = await customerOf(one)
    for (const id of [bea.id, newId(), "", "x'; --"])
      expect(await endSession(customer, id)).toBe(false)
    expect(await whoIs(bea.token)).not.toBeNull()
    expect(await endSession(customer, (await customerOf(two)).sessionId)).toBe(true)
    expect(await whoIs(two)).toBeNull()
    expect(await listSessions(customer.customerId, new Date())).toHaveLength(1)
  })
})
