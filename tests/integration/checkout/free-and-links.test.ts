import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { getFreeEdition } from "@/lib/checkout/get-free-edition"
import { sendLinks } from "@/lib/checkout/send-links"
import { db } from "@/lib/db"
import { sendMail } from "@/lib/mail/send-mail"
import { campaignOf } from "@/lib/shop/campaign-rules"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { mailbox } from "@/tests/support/mailbox"
import { startTestSandbox } from "@/tests/support/sandbox"

const sandbox = await startTestSandbox()
const free = () => makeProduct({ editions: [{ amount: 0 }] })

async function get(editionSlug: string, email = "Ada@Example.com", attempt: string = randomUUID()) {
  const campaign = campaignOf(null)
  return getFreeEdition({ editionSlug, email, attempt, network: "192.0.2.0", campaign })
}

async function sendAll(): Promise<void> {
  for (const mail of await db().mail.findMany({ where: { sentAt: null } })) await sendMail(mail.id)
}

describe("B8 a free edition", () => {
  it("needs no card, and its link goes to the mailbox alone", async () => {
    const product = await free()
    expect(await get(product.edition.slug)).toEqual({ outcome: "sent" })
    await sendAll()
    const [letter] = await mailbox(sandbox.url, "ada@example.com")
    expect(letter?.text).toMatch(/\/orders\/[A-Za-z0-9_-]{46}/)
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("asked for twice by one click is given once", async () => {
    const product = await free()
    const attempt = randomUUID()
    const asked = Array.from({ length: 4 }, () => get(product.edition.slug, undefined, attempt))
    await Promise.all(asked)
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("K9 is nothing that costs money, and nothing that is not for sale", async () => {
    const paid = await makeProduct()
    const archived = await makeProduct({ archivedAt: new Date(), editions: [{ amount: 0 }] })
    for (const slug of [paid.edition.slug, archived.edition.slug, "unknown"])
      expect(await get(slug)).toEqual({ outcome: "not-found" })
    expect(await db().checkout.count()).toBe(0)
  })

  it("goes to no malformed address", async () => {
    const product = await free()
    for (const email of ["", "ada", "ada@", "a b@example.com"])
      await expect(get(product.edition.slug, email)).rejects.toMatchObject({ code: "invalid" })
    expect(await db().mail.count()).toBe(0)
  })

  it("is limited for each address, in any letter case", async () => {
    const product = await free()
    for (let n = 0; n < 5; n++) await get(product.edition.slug, "ada@example.com")
    await expect(get(product.edition.slug, "ADA@example.com")).rejects.toMatchObject({
      code: "rate-limited",
    })
    expect(await get(product.edition.slug, "bea@example.com")).toEqual({ outcome: "sent" })
  })
})

describe("Send me my link again", () => {
  it("mails the links of all paid orders to the address, and to nobody else", async () => {
    const first = await makePaidOrder({ email: "ada@example.com" })
    const second = await makePaidOrder({ email: "ada@example.com" })
    const other = await makePaidOrder({ email: "bea@example.com" })
    await sendLinks({ email: " Ada@Example.com", network: "192.0.2.0" })
    await sendAll()
    const [letter, ...more] = await mailbox(sandbox.url)
    expect(more).toHaveLength(0)
    expect(letter?.to).toContain("ada@example.com")
    expect(letter?.text).toContain(first.token)
    expect(letter?.text).toContain(second.token)
    expect(letter?.text).not.toContain(other.token)
  })

  it("answers the same for an address that is not known, and mails nothing", async () => {
    const ask = (email: string) => sendLinks({ email, network: "192.0.2.0" })
    await makePaidOrder({ email: "ada@example.com" })
    expect(await ask("nobody@example.com")).toBe(await ask("ada@example.com"))
    expect(await db().mail.count({ where: { recipient: "nobody@example.com" } })).toBe(0)
  })

  it("is limited for each address, known or not", async () => {
    const ask = (email: string) => sendLinks({ email, network: "192.0.2.0" })
    await makePaidOrder({ email: "ada@example.com" })
    for (const email of ["ada@example.com", "nobody@example.com"]) {
      for (let n = 0; n < 3; n++) await ask(email)
      await expect(ask(email), email).rejects.toMatchObject({ code: "rate-limited" })
    }
  })
})
