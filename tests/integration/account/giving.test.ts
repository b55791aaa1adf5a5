import { describe, expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { exportCustomer } from "@/lib/account/export-customer"
import { type Gift, giveAccess } from "@/lib/account/give-access"
import { DAY, now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { endGrant } from "@/lib/entitlements/end-grant"
import { listAccess } from "@/lib/entitlements/store/access"
import { renderMail } from "@/lib/mail/render-mail"
import { getMail } from "@/lib/mail/store/mails"
import { makeProduct } from "@/tests/support/factories"
import { makeCustomer } from "@/tests/support/grant-access"
import { wholeDatabase } from "@/tests/support/person"

const by = { endsAt: null, reason: "Reviewer", actor: "admin@kiosk.test", isTold: true }
const ada = "ada@example.com"

async function give(gift: Partial<Gift> & Pick<Gift, "what">) {
  return giveAccess({ to: { email: ada }, ...by, ...gift })
}

async function letter() {
  const { id } = await db().mail.findFirstOrThrow({ where: { kind: "access_granted" } })
  return renderMail(await getMail(id))
}

describe("B76: what an administrator gives", () => {
  it("is open to whoever has the address, who becomes a customer and is written to once", async () => {
    const product = await makeProduct({ title: "The Book" })
    const endsAt = plusSeconds(now(), 30 * DAY)
    const { customerId, email } = await give({ what: product.slug, endsAt })
    expect(email).toBe(ada)
    const found = await listAccess([product.edition.id], { customerId, checkoutIds: [] })
    expect(found.get(product.edition.id)?.entitlements).toMatchObject([{ source: "grant", endsAt }])
    expect(await db().mail.count()).toBe(1)
    const { to, subject, text, html } = (await letter()) ?? {}
    expect([to, subject]).toEqual([ada, "Kiosk has opened The Book to you"])
    const day = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(
      endsAt,
    )
    expect(text?.replace(/\s+/g, " ")).toContain(`opened The Book to you, until ${day}.`)
    for (const body of [text, html]) expect(body).toContain(`/library/${product.slug}`)
  })

  it("for ever, of a group, leads to the library; nobody is written to who should not be", async () => {
    const product = await makeProduct()
    await db().product.update({ where: { id: product.id }, data: { groups: ["noir"] } })
    const customerId = await makeCustomer()
    await give({ to: { customerId }, what: "group:noir", isTold: false })
    expect(await db().mail.count()).toBe(0)
    await give({ to: { customerId }, what: "group:noir" })
    const text = (await letter())?.text.replace(/\s+/g, " ")
    expect(text).toContain("opened everything in “noir” to you. There is nothing to pay.")
    expect(text).toMatch(/\/library /)
  })

  it("is not told any more once it has ended", async () => {
    const { grantId } = await give({ what: (await makeProduct()).slug })
    await endGrant({ grantId, reason: "A mistake", actor: "admin@kiosk.test" })
    expect(await letter()).toBeNull()
    const where = { id: grantId }
    await db().entitlement.update({ where, data: { endsAt: null, revokedAt: now() } })
    expect(await letter()).toBeNull()
  })

  it("makes no customer of anybody where it is refused, nor opens anything to one who was forgotten", async () => {
    await expect(give({ what: "nowhere" })).rejects.toMatchObject({ code: "invalid" })
    expect([await db().customer.count(), await db().mail.count()]).toEqual([0, 0])
    const customerId = await makeCustomer()
    await eraseCustomer(customerId)
    const { slug } = await makeProduct()
    await expect(give({ to: { customerId }, what: slug })).rejects.toMatchObject({
      code: "not-found",
    })
  })

  it("stands in their export, and its mail forgets them when they are erased", async () => {
    const { customerId } = await give({ what: (await makeProduct()).slug })
    await db().customer.update({ where: { id: customerId }, data: { email: "new@example.com" } })
    const parts: string[] = []
    for await (const part of await exportCustomer(customerId)) parts.push(part)
    expect(JSON.parse(parts.join("")).mails).toMatchObject([{ kind: "access_granted" }])
    await eraseCustomer(customerId)
    expect(await wholeDatabase()).not.toContain(ada)
  })
})
