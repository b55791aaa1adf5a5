import { Secret, TOTP } from "otpauth"
import { describe, expect, it, vi } from "vitest"
import { deleteAccount } from "@/lib/account/delete-account"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { addAdministrator } from "@/lib/administrators/add-administrator"
import { beginSecondFactor } from "@/lib/administrators/begin-second-factor"
import { findOwnFactor } from "@/lib/administrators/find-own-factor"
import { requireSecondFactor } from "@/lib/administrators/require-second-factor"
import { listChanges } from "@/lib/audit/store"
import { giveUpSecondFactor, renewRecoveryCodes } from "@/lib/auth/change-second-factor"
import { confirmSecondFactor } from "@/lib/auth/confirm-second-factor"
import { passSecondFactor } from "@/lib/auth/pass-second-factor"
import { hashSessionToken } from "@/lib/auth/rules"
import { findSignedIn, type SignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { wholeDatabase } from "@/tests/support/person"
import { runShop } from "@/tests/support/run-shop"
import { makeSession } from "@/tests/support/session"

let cookie = ""
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ host: "localhost:3000" }),
  cookies: async () => ({
    get: (name: string) => {
      const [own, value] = cookie.split("=")
      return own === name ? { value } : undefined
    },
  }),
}))
const { GET } = await import("@/app/api/admin/accounting/route")

const ada = "ada@example.com"

/** A browser of somebody's: who is signed in there, as the next request sees it. */
async function browserOf(email: string) {
  const { token, cookie: held } = await makeSession(await saveCustomer({ email }))
  const visitor = async (): Promise<SignedIn> => {
    const found = await findSignedIn(hashSessionToken(token), now())
    if (!found) throw new Error("Nobody is signed in.")
    return found
  }
  return { visitor, cookie: held, need: async () => (await visitor()).secondFactor }
}

/** The code that an app with the key of this page shows so many steps from now. */
async function codeOf(letters: string, steps = 0): Promise<string> {
  const secret = Secret.fromBase32(letters.replaceAll(" ", ""))
  return new TOTP({ secret }).generate({ timestamp: now().getTime() + steps * 30_000 })
}

/** Ada, an administrator, with an app and recovery codes, in a browser where she has just confirmed it. */
async function withFactor() {
  await addAdministrator(ada, "administrator", "admin@kiosk.test")
  const first = await browserOf(ada)
  await beginSecondFactor(ada)
  const begun = await findOwnFactor(ada)
  if (begun.state !== "begun") throw new Error("Nothing was begun.")
  const { letters } = begun
  const codes = await confirmSecondFactor(await first.visitor(), await codeOf(letters))
  return { first, letters, codes }
}

const deeds = async () =>
  (await listChanges({ after: null, limit: 20 })).changes.map(({ action }) => action)

describe("B78: a second factor", () => {
  it("is asked for in every other browser once a code of the app was typed, and nothing before", async () => {
    await addAdministrator(ada, "administrator", "admin@kiosk.test")
    const [first, other] = [await browserOf(ada), await browserOf(ada)]
    await beginSecondFactor(ada)
    expect([await first.need(), await other.need()]).toEqual(["none", "none"])
    await expect(confirmSecondFactor(await first.visitor(), "000000")).rejects.toMatchObject({
      code: "invalid",
    })
    expect(await other.need()).toBe("none")
    const begun = await findOwnFactor(ada)
    const letters = begun.state === "begun" ? begun.letters : ""
    const codes = await confirmSecondFactor(await first.visitor(), await codeOf(letters))
    expect(new Set(codes).size).toBe(10)
    expect([await first.need(), await other.need()]).toEqual(["none", "code"])
    expect(await findOwnFactor(ada)).toMatchObject({ state: "on", recoveryLeft: 10 })
    await expect(beginSecondFactor(ada)).rejects.toMatchObject({ code: "conflict" })
    expect(await wholeDatabase()).not.toContain(codes[0]?.replaceAll("-", ""))
  })

  it("opens the administration in one browser, and each code does so once", async () => {
    const { letters } = await withFactor()
    const [second, third] = [await browserOf(ada), await browserOf(ada)]
    const next = await codeOf(letters, 1)
    await expect(passSecondFactor(await second.visitor(), "123 456")).rejects.toMatchObject({
      code: "invalid",
      fields: { code: expect.stringContaining("not the code") },
    })
    await passSecondFactor(await second.visitor(), ` ${next.slice(0, 3)} ${next.slice(3)}`)
    expect([await second.need(), await third.need()]).toEqual(["none", "code"])
    for (const used of [next, await codeOf(letters)])
      await expect(passSecondFactor(await third.visitor(), used)).rejects.toMatchObject({
        code: "invalid",
      })
    expect(await third.need()).toBe("code")
  })

  it("keeps the doors of the administration shut until it is shown", async () => {
    const { letters } = await withFactor()
    const second = await browserOf(ada)
    const asked = async () => {
      cookie = second.cookie
      return (await GET(new Request("http://localhost:3000/api/admin/accounting"))).status
    }
    expect(await asked()).toBe(404)
    await passSecondFactor(await second.visitor(), await codeOf(letters, 1))
    expect(await asked()).toBe(200)
  })

  it("of recovery codes each is good once, however it is typed, also of many at the same moment", async () => {
    const { codes } = await withFactor()
    const [code = "", other = ""] = codes
    const browsers = await Promise.all([1, 2, 3, 4].map(() => browserOf(ada)))
    const tried = await Promise.allSettled(
      browsers.map(async ({ visitor }) =>
        passSecondFactor(await visitor(), code.toUpperCase().replaceAll("-", " ")),
      ),
    )
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    const needs = await Promise.all(browsers.map(({ need }) => need()))
    expect(needs.filter((need) => need === "none")).toHaveLength(1)
    expect(await findOwnFactor(ada)).toMatchObject({ recoveryLeft: 9 })
    expect((await deeds())[0]).toBe("second-factor.recovery")
    const again = await browserOf(ada)
    const fresh = await renewRecoveryCodes(await again.visitor(), other)
    await expect(passSecondFactor(await again.visitor(), codes[2] ?? "")).rejects.toThrow()
    await passSecondFactor(await again.visitor(), fresh[0] ?? "")
    expect(await again.need()).toBe("none")
  })

  it("can't be guessed: ten tries in an hour, of all browsers together", async () => {
    await withFactor()
    const second = await browserOf(ada)
    // One was used to confirm it.
    for (let n = 0; n < 9; n++)
      await expect(passSecondFactor(await second.visitor(), "000000")).rejects.toMatchObject({
        code: "invalid",
      })
    const third = await browserOf(ada)
    await expect(passSecondFactor(await third.visitor(), "000000")).rejects.toMatchObject({
      code: "rate-limited",
    })
  })

  it("is given up with a code alone; begun anew, earlier browsers show the new one", async () => {
    const { first, letters, codes } = await withFactor()
    await expect(giveUpSecondFactor({ email: ada }, "000000")).rejects.toMatchObject({
      code: "invalid",
    })
    const second = await browserOf(ada)
    await giveUpSecondFactor({ email: ada }, codes[0] ?? "")
    expect([await first.need(), await second.need()]).toEqual(["none", "none"])
    await beginSecondFactor(ada)
    const begun = await findOwnFactor(ada)
    expect(begun).not.toMatchObject({ letters })
    const anew = begun.state === "begun" ? begun.letters : ""
    await confirmSecondFactor(await second.visitor(), await codeOf(anew))
    expect([await first.need(), await second.need()]).toEqual(["code", "none"])
    expect(await deeds()).toEqual([
      "second-factor.on",
      "second-factor.off",
      "second-factor.on",
      "administrator.add",
    ])
  })

  it("can't be shaken off by deleting the account and beginning anew with the same mailbox", async () => {
    await withFactor()
    const thief = await browserOf(ada)
    await expect(deleteAccount(await thief.visitor(), ada)).rejects.toMatchObject({
      code: "forbidden",
    })
    // Another address leaves it where it is: with the address that opens the administration.
    await db().customer.updateMany({ where: { email: ada }, data: { email: "other@example.com" } })
    expect(await (await browserOf(ada)).need()).toBe("code")
  })

  it("is forgotten with the account of whoever shows it", async () => {
    const { first } = await withFactor()
    const { customerId } = await first.visitor()
    await eraseCustomer(customerId)
    expect(await db().secondFactor.count()).toBe(0)
  })

  it("is nobody's concern who may not open the administration any more", async () => {
    await withFactor()
    const second = await browserOf(ada)
    await runShop(["admin", "remove", ada])
    expect(await second.need()).toBe("none")
    expect((await second.visitor()).role).toBeNull()
  })
})

describe("B78: the shop may want one of everybody", () => {
  it("who has none is led to get one, and nothing is open before", async () => {
    await addAdministrator("bea@example.com", "support", "admin@kiosk.test")
    const bea = await browserOf("bea@example.com")
    await expect(requireSecondFactor(true, "admin@kiosk.test")).rejects.toMatchObject({
      code: "conflict",
    })
    await withFactor()
    await requireSecondFactor(true, ada)
    expect(await bea.need()).toBe("setup")
    cookie = bea.cookie
    const url = "http://localhost:3000/api/admin/accounting"
    expect((await GET(new Request(url))).status).toBe(404)
    const cleo = await browserOf("cleo@example.com")
    expect(await cleo.need()).toBe("none")
    await requireSecondFactor(false, ada)
    expect(await bea.need()).toBe("none")
    expect((await deeds()).slice(0, 2)).toEqual(["security.change", "security.change"])
  })

  it("so says the command line too, which also takes away what somebody has lost", async () => {
    await withFactor()
    const second = await browserOf(ada)
    const listed = JSON.parse((await runShop(["admin", "list", "--json"])).stdout)
    expect(listed).toMatchObject([
      { email: "admin@kiosk.test", secondFactorSince: null },
      { email: ada, secondFactorSince: expect.any(String) },
    ])
    expect((await runShop(["admin", "reset-second-factor", " Ada@Example.com"])).code).toBe(0)
    expect(await second.need()).toBe("none")
    const again = await runShop(["admin", "reset-second-factor", ada])
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("no second factor")])
    expect((await runShop(["admin", "require-second-factor", "on"])).code).toBe(0)
    expect(await second.need()).toBe("setup")
    expect((await runShop(["admin", "require-second-factor", "off"])).code).toBe(0)
    expect(await second.need()).toBe("none")
  })
})
