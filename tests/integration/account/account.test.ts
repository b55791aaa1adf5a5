import { describe, expect, it } from "vitest"
import { changeName } from "@/lib/account/change-name"
import { sendReceiptAgain } from "@/lib/account/send-receipt-again"
import { getOverview } from "@/lib/account/store/overview"
import { findPayment, listPayments } from "@/lib/account/store/payments"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { sendMail } from "@/lib/mail/send-mail"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { mailbox } from "@/tests/support/mailbox"
import { startSelling } from "@/tests/support/selling"
import { callStripe, deliver, makeEvent } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()

describe("a customer's name", () => {
  const nameOf = async (id: string) =>
    (await db().customer.findUniqueOrThrow({ where: { id } })).name

  it("B44: typed in the shop, it wins over whatever Stripe or a payment page says later", async () => {
    const { customerId, email } = await makePaidOrder()
    const known = await callStripe(sandbox.url, "customers", { name: "At Stripe" })
    const object = { id: String(known.id), name: "In an event" }
    await db().customer.update({ where: { id: customerId }, data: { stripeCustomerId: object.id } })
    await changeName(customerId, "  Ada \n Lovelace ")
    expect(await nameOf(customerId)).toBe("Ada Lovelace")
    const later = makeEvent("customer.updated", object, { created: 1_800_000_000 })
    expect(await deliver(later)).toMatchObject({ outcome: "applied" })
    // As old as the copy: fetched from Stripe.
    await deliver(makeEvent("customer.updated", object, { created: 1_800_000_000 }))
    await saveCustomer({ email, name: "On the payment page" })
    expect(await nameOf(customerId)).toBe("Ada Lovelace")
    await changeName(customerId, " ")
    await saveCustomer({ email, name: "On the payment page" })
    expect(await nameOf(customerId)).toBeNull()
  })

  it("may be at most 120 characters long", async () => {
    const { customerId } = await makePaidOrder()
    await changeName(customerId, "a".repeat(120))
    await expect(changeName(customerId, "a".repeat(121))).rejects.toMatchObject({ code: "invalid" })
  })
})

describe("D10: payments", () => {
  it("are listed newest first, page after page, none twice and none left out", async () => {
    const email = "ada@example.com"
    const product = await makeProduct()
    const made = []
    for (let n = 0; n < 7; n++) made.push(await makePaidOrder({ email, products: [product] }))
    await makePaidOrder({ products: [product] })
    // Of the same instant: the id decides.
    await db().checkout.updateMany({ data: { createdAt: new Date("2026-05-01T12:00:00Z") } })
    await makePaidOrder({ email, products: [product], status: "expired" })
    const customerId = made[0]?.customerId ?? ""
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const { payments, next } = await listPayments(customerId, { after, limit: 3 })
      seen.push(...payments.map((payment) => payment.id))
      if (!next) break
      after = next
    }
    expect(seen).toEqual(made.map((order) => order.id).toReversed())
  })

  it("fault 29: another's payment is as unknown as one that does not exist", async () => {
    const ada = await makePaidOrder()
    const bea = await makePaidOrder()
    expect(await findPayment(ada.customerId, ada.id)).not.toBeNull()
    for (const id of [bea.id, "01a1fc54-f5de-71e9-b389-fcecb5ad1210", "nonsense"]) {
      expect(await findPayment(ada.customerId, id)).toBeNull()
      const asked = sendReceiptAgain({ customerId: ada.customerId, email: ada.email }, id)
      await expect(asked).rejects.toMatchObject({ code: "not-found" })
    }
    const { payments } = await listPayments(ada.customerId, { after: bea.id, limit: 5 })
    expect(payments).toEqual([])
  })

  it("send their receipt again as a mail of its own, to today's address, five times an hour", async () => {
    const order = await makePaidOrder()
    const customer = { customerId: order.customerId, email: "new@example.com" }
    for (let n = 0; n < 5; n++) await sendReceiptAgain(customer, order.id)
    await expect(sendReceiptAgain(customer, order.id)).rejects.toMatchObject({
      code: "rate-limited",
    })
    const mails = await db().mail.findMany({ where: { subject: { startsWith: `${order.id}/` } } })
    expect(mails).toHaveLength(5)
    await sendMail(mails[0]?.id ?? "")
    const [letter] = await mailbox(sandbox.url, "new@example.com")
    expect(letter?.text).toContain(order.id)
    expect(letter?.text).toContain(order.token)
  })
})

describe("the overview", () => {
  it("counts what may be opened now, each product once, and what was paid", async () => {
    const product = await makeProduct({ editions: [{}, {}] })
    const order = await makePaidOrder({ products: [product] })
    await makePaidOrder({ email: order.email, products: [product] })
    const gone = await makePaidOrder({ email: order.email })
    await revoke(gone.purchaseId)
    const overview = await getOverview(order.customerId, new Date())
    expect(overview).toMatchObject({ products: 1, payments: 3 })
  })
})
