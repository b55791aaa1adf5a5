import { describe, expect, it } from "vitest"
import { findLink } from "@/lib/auth/find-link"
import { hashSessionToken } from "@/lib/auth/rules"
import { signInByCode } from "@/lib/auth/sign-in-by-code"
import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { findSignedIn } from "@/lib/auth/store"
import { db } from "@/lib/db"
import { newId, signToken } from "@/lib/tokens"
import { makePaidOrder } from "@/tests/support/factories"
import { mailbox } from "@/tests/support/mailbox"
import { startTestSandbox } from "@/tests/support/sandbox"
import { proofIn, sendAll, signInByMail, visit } from "@/tests/support/signing-in"

const sandbox = await startTestSandbox()
const browser = { visit, previousToken: null }
const ask = (email = "ada@example.com", callbackPath = "/library") =>
  startSignIn({ email, callbackPath }, visit)
const whoIs = (token: string) => findSignedIn(hashSessionToken(token), new Date())
const later = (proof: { minutes: number }) =>
  db().$executeRaw`UPDATE "AddressProof" SET
    "createdAt" = "createdAt" - make_interval(mins => ${proof.minutes}::int),
    "expiresAt" = "expiresAt" - make_interval(mins => ${proof.minutes}::int)`

describe("the link of a sign-in mail", () => {
  it("signs in whoever presses Continue, as one row a person, in any spelling", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const token = await signInByMail(sandbox.url, "  ADA@Example.com ")
    expect(await whoIs(token)).toMatchObject({
      customerId: order.customerId,
      email: "ada@example.com",
    })
    expect(await db().customer.count()).toBe(1)
    expect((await db().customer.findFirstOrThrow()).verifiedAt).toBeInstanceOf(Date)
  })

  it("makes a customer of an unknown address when it is proved, not before", async () => {
    await ask("new@example.com")
    await sendAll()
    expect(await db().customer.count()).toBe(0)
    const { token } = await proofIn(sandbox.url, "new@example.com")
    expect(await signInByLink(token, browser)).toMatchObject({ outcome: "signed-in" })
    const made = await db().customer.findFirstOrThrow()
    expect(made).toMatchObject({ email: "new@example.com", verifiedAt: expect.any(Date) })
  })

  it("B40: opened by a scanner, however often, signs nobody in and stays good", async () => {
    await ask()
    const { token } = await proofIn(sandbox.url, "ada@example.com")
    for (let n = 0; n < 3; n++) expect((await findLink(token))?.state).toBe("live")
    expect(await db().session.count()).toBe(0)
    expect(await signInByLink(token, browser)).toMatchObject({ outcome: "signed-in" })
  })

  it("works once; two at the same moment make one session", async () => {
    await ask()
    const { token } = await proofIn(sandbox.url, "ada@example.com")
    const tries = await Promise.all([1, 2, 3].map(() => signInByLink(token, browser)))
    expect(tries.filter(({ outcome }) => outcome === "signed-in")).toHaveLength(1)
    expect(await signInByLink(token, browser)).toEqual({ outcome: "over" })
    expect(await db().session.count()).toBe(1)
  })

  it("B39: lapses after an hour, and then still tells whose it was", async () => {
    await ask()
    const { token } = await proofIn(sandbox.url, "ada@example.com")
    await later({ minutes: 59 })
    expect((await findLink(token))?.state).toBe("live")
    await later({ minutes: 2 })
    expect(await signInByLink(token, browser)).toEqual({ outcome: "over" })
    const link = await findLink(token)
    expect(link).toMatchObject({ state: "expired", proof: { email: "ada@example.com" } })
  })

  it("forged or of another kind, opens nothing and names nobody", async () => {
    await ask()
    const { token } = await proofIn(sandbox.url, "ada@example.com")
    const { id } = await db().addressProof.findFirstOrThrow()
    const wrong = [
      `${token.slice(0, -2)}AA`,
      signToken("order", id),
      signToken("address-proof", newId()),
      "",
    ]
    for (const forged of wrong) {
      expect(await findLink(forged)).toBeNull()
      expect(await signInByLink(forged, browser)).toEqual({ outcome: "over" })
    }
  })

  it("used once, voids every other mail of that address, not of another", async () => {
    await ask()
    const first = await proofIn(sandbox.url, "ada@example.com")
    const second = await ask()
    const mail = await proofIn(sandbox.url, "ada@example.com")
    await ask("bea@example.com")
    const other = await proofIn(sandbox.url, "bea@example.com")
    // Mails overtake each other: the older one is as good until one was used.
    expect(await signInByLink(first.token, browser)).toMatchObject({ outcome: "signed-in" })
    expect(await signInByLink(mail.token, browser)).toEqual({ outcome: "over" })
    const code = { code: mail.code, asked: second.browser }
    expect(await signInByCode(code, browser)).toEqual({ outcome: "over" })
    expect(await signInByLink(other.token, browser)).toMatchObject({ outcome: "signed-in" })
  })
})

describe("B40 the code of a sign-in mail", () => {
  it("signs in the browser that asked, and no other", async () => {
    const { browser: asked } = await ask()
    const { browser: stranger } = await ask("bea@example.com")
    const { code, token } = await proofIn(sandbox.url, "ada@example.com")
    for (const wrong of [
      null,
      "",
      stranger,
      asked.replace(/.$/, "x"),
      `${newId()}.${"0".repeat(32)}`,
      `${asked.slice(0, 36)}.${"0".repeat(32)}`,
    ])
      expect((await signInByCode({ code, asked: wrong }, browser)).outcome).not.toBe("signed-in")
    const signedIn = await signInByCode(
      { code: ` ${code.slice(0, 3)} ${code.slice(3)} `, asked },
      browser,
    )
    expect(signedIn).toMatchObject({ outcome: "signed-in" })
    expect(await signInByCode({ code, asked }, browser)).toEqual({ outcome: "over" })
    expect(await signInByLink(token, browser)).toEqual({ outcome: "over" })
  })

  it("allows five tries, those at the same moment too, and leaves the link good", async () => {
    const { browser: asked } = await ask()
    const { code, token } = await proofIn(sandbox.url, "ada@example.com")
    const wrong = code === "000000" ? "000001" : "000000"
    expect(await signInByCode({ code: wrong, asked }, browser)).toEqual({
      outcome: "wrong",
      triesLeft: 4,
    })
    await Promise.all([1, 2, 3, 4].map(() => signInByCode({ code: wrong, asked }, browser)))
    expect(await signInByCode({ code, asked }, browser)).toEqual({ outcome: "over" })
    expect(await signInByLink(token, browser)).toMatchObject({ outcome: "signed-in" })
  })

  it("lapses after ten minutes, before its link does", async () => {
    const { browser: asked } = await ask()
    const { code, token } = await proofIn(sandbox.url, "ada@example.com")
    await later({ minutes: 11 })
    expect(await signInByCode({ code, asked }, browser)).toEqual({ outcome: "over" })
    expect(await signInByLink(token, browser)).toMatchObject({ outcome: "signed-in" })
  })

  it("can't be guessed by asking again: an address has twenty tries a day", async () => {
    const { browser: asked } = await ask()
    const { code } = await proofIn(sandbox.url, "ada@example.com")
    const wrong = code === "000000" ? "000001" : "000000"
    await db().addressProof.updateMany({ data: { triesLeft: 100 } })
    for (let n = 0; n < 20; n++) await signInByCode({ code: wrong, asked }, browser)
    await expect(signInByCode({ code, asked }, browser)).rejects.toMatchObject({
      code: "rate-limited",
    })
  })

  it.each(["", "12345", "1234567", "abcdef", "１２３４５６"])("%j is no code", async (code) => {
    const { browser: asked } = await ask()
    await expect(signInByCode({ code, asked }, browser)).rejects.toMatchObject({ code: "invalid" })
    expect((await db().addressProof.findFirstOrThrow()).triesLeft).toBe(5)
  })
})

describe("asking to sign in", () => {
  it("answers the same, and mails the same, whether the address is known or not", async () => {
    await makePaidOrder({ email: "ada@example.com" })
    const answers = [await ask("ada@example.com"), await ask("nobody@example.com")]
    for (const answer of answers) expect(Object.keys(answer)).toEqual(["browser"])
    await sendAll()
    const subjects = (await mailbox(sandbox.url)).map(({ subject }) => subject)
    expect(subjects).toEqual(["Sign in to Kiosk", "Sign in to Kiosk"])
  })

  it("is limited for each address in any spelling, and for each network", async () => {
    for (let n = 0; n < 5; n++) await ask(n % 2 ? "Ada@Example.com" : "ada@example.com")
    await expect(ask("ADA@example.com")).rejects.toMatchObject({ code: "rate-limited" })
    for (let n = 0; n < 114; n++) await ask(`person-${n}@example.com`)
    await expect(ask("bea@example.com")).rejects.toMatchObject({ code: "rate-limited" })
    const elsewhere = { ...visit, network: "198.51.100.0/24" }
    await startSignIn({ email: "bea@example.com", callbackPath: "/" }, elsewhere)
  })

  it.each(["", "ada", "ada@", "a b@example.com", "ada@example.com\r\nBcc: x@example.com"])(
    "%j is no address",
    async (email) => {
      await expect(ask(email)).rejects.toMatchObject({ code: "invalid" })
      expect(await db().addressProof.count()).toBe(0)
    },
  )

  it("keeps nothing by which anybody could sign in: not in rows, mails or jobs", async () => {
    const { browser: asked } = await ask()
    const { token, code } = await proofIn(sandbox.url, "ada@example.com")
    const signedIn = await signInByLink(token, browser)
    const secrets = [
      token,
      code,
      asked.split(".")[1],
      signedIn.outcome === "signed-in" && signedIn.token,
    ]
    const kept = JSON.stringify([
      await db().addressProof.findMany(),
      await db().mail.findMany(),
      await db().session.findMany(),
      await db().$queryRaw`SELECT payload::text FROM graphile_worker._private_jobs`,
    ])
    for (const secret of secrets) expect(kept).not.toContain(String(secret))
  })

  it("whose mail was late is told so, and given no dead link", async () => {
    await ask()
    await later({ minutes: 61 })
    await sendAll()
    const [letter] = await mailbox(sandbox.url, "ada@example.com")
    expect(letter?.text).toContain("too late")
    expect(letter?.text).toContain("http://localhost:3000/sign-in")
    expect(letter?.text).not.toContain("token=")
  })
})
