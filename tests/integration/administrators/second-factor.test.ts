import { describe, expect, it } from "vitest"
import { deleteAccount } from "@/lib/account/delete-account"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { addAdministrator } from "@/lib/administrators/add-administrator"
import { beginSecondFactor } from "@/lib/administrators/begin-second-factor"
import { findOwnFactor } from "@/lib/administrators/find-own-factor"
import { giveUpSecondFactor, renewRecoveryCodes } from "@/lib/auth/change-second-factor"
import { confirmSecondFactor } from "@/lib/auth/confirm-second-factor"
import { passSecondFactor } from "@/lib/auth/pass-second-factor"
import { db } from "@/lib/db"
import { appCode } from "@/tests/support/app-code"
import { wholeDatabase } from "@/tests/support/person"
import { runShop } from "@/tests/support/run-shop"
import { ada, browserOf, deeds, withFactor } from "@/tests/support/second-factor"

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
    const codes = await confirmSecondFactor(await first.visitor(), appCode(letters))
    expect(new Set(codes).size).toBe(10)
    expect([await first.need(), await other.need()]).toEqual(["none", "code"])
    expect(await findOwnFactor(ada)).toMatchObject({ state: "on", recoveryLeft: 10 })
    await expect(beginSecondFactor(ada)).rejects.toMatchObject({ code: "conflict" })
    expect(await wholeDatabase()).not.toContain(codes[0]?.replaceAll("-", ""))
  })

  it("opens the administration in one browser, and each code does so once", async () => {
    const { letters } = await withFactor()
    const [second, third] = [await browserOf(ada), await browserOf(ada)]
    const next = appCode(letters, 1)
    await expect(passSecondFactor(await second.visitor(), "123 456")).rejects.toMatchObject({
      code: "invalid",
      fields: { code: expect.stringContaining("not the code") },
    })
    await passSecondFactor(await second.visitor(), ` ${next.slice(0, 3)} ${next.slice(3)}`)
    expect([await second.need(), await third.need()]).toEqual(["none", "code"])
    for (const used of [next, appCode(letters)])
      await expect(passSecondFactor(await third.visitor(), used)).rejects.toMatchObject({
        code: "invalid",
      })
    expect(await third.need()).toBe("code")
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
    await confirmSecondFactor(await second.visitor(), appCode(anew))
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
