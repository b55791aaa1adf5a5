import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import {
  subscriptionPage as account,
  asDay as day,
  daysFromNow as days,
  lettersOf,
} from "@/tests/support/letters"
import { startSelling } from "@/tests/support/selling"
import {
  changeSubscribed,
  type MadeSubscribed,
  makePlan,
  makeSubscribed,
} from "@/tests/support/subscribed"

const { sandbox } = await startSelling()
const { read, says } = lettersOf(sandbox)

const month = { startsAt: days(-10), endsAt: days(20) }

describe("D9, R14: the receipt of a paid invoice", () => {
  it("names the amount, the lines, the number, the period paid, the next charge, and where the invoice is", async () => {
    const made = await makeSubscribed({ period: month })
    const text = await says("invoice_paid", made.invoiceId, made.email)
    expect(text).toContain(`You paid $9.00 for The plan ${made.plan.slug}`)
    expect(text).toContain(`1 × The plan ${made.plan.slug}`)
    expect(text).toContain(`Invoice ${made.invoice.number}`)
    expect(text).toMatch(/That pays for \w+ \d+(, \d+)? to \w+ \d+, \d+\./)
    expect(text).toContain(
      `On ${day(month.endsAt)} you pay $9.00, and the same every month after that.`,
    )
    for (const link of [account, made.invoice.hostedUrl, made.invoice.pdfUrl])
      expect(text).toContain(link ?? "")
    expect(text).toContain(`http://localhost:3000/account/payments/${made.invoiceId}`)
  })

  it("shows tax on top of the lines, tax in them, a discount, and a credit that paid a part", async () => {
    const onTop = await makeSubscribed({
      invoice: { amountSubtotal: 900, amountTax: 180, amountTotal: 1080, amountPaid: 1080 },
    })
    expect(await says("invoice_paid", onTop.invoiceId, onTop.email)).toMatch(
      /\$9\.00 Tax \$1\.80 Total \$10\.80 /,
    )
    const inside = await makeSubscribed({ invoice: { amountTax: 150 } })
    expect(await says("invoice_paid", inside.invoiceId, inside.email)).toMatch(
      /Including tax \$1\.50 Total \$9\.00 /,
    )
    const less = await makeSubscribed({ invoice: { amountTotal: 100, amountPaid: 60 } })
    expect(await says("invoice_paid", less.invoiceId, less.email)).toMatch(
      /Discount -\$8\.00 Total \$1\.00 Paid \$0\.60 /,
    )
  })

  it("says what follows an introductory price, and that what was given back was given back", async () => {
    const plan = await makePlan({ amount: 900, intro: { amount: 100, cycles: 2 } })
    const made = await makeSubscribed({ plan, period: month, invoice: { amountPaid: 100 } })
    expect(await says("invoice_paid", made.invoiceId, made.email)).toContain(
      `On ${day(month.endsAt)} you pay $1.00, and $9.00 a month after that.`,
    )
    await db().refund.create({
      data: {
        id: newId(),
        stripeRefundId: "re_1",
        invoiceId: made.invoiceId,
        currency: "usd",
        amount: 40,
        status: "succeeded",
        stripeVersionAt: new Date(),
      },
    })
    const again = await says("invoice_paid", `${made.invoiceId}/${newId()}`, made.email)
    expect(again).toContain("We have given back $0.40.")
  })

  it("promises no charge to who is cancelling, and links to no address but http's", async () => {
    const made = await makeSubscribed({
      period: month,
      subscription: { cancelAt: month.endsAt },
      invoice: { hostedUrl: "javascript:alert(1)", pdfUrl: "data:text/html,x" },
    })
    const text = await says("invoice_paid", made.invoiceId, made.email)
    expect(text).toContain(`It ends on ${day(month.endsAt)}, and does not renew.`)
    expect(text).not.toMatch(/javascript:|data:/)
  })
})

describe("B65, R19: a try that failed", () => {
  const failing = (more: Parameters<typeof makeSubscribed>[0] = {}) =>
    makeSubscribed({ period: { startsAt: days(-31), endsAt: days(-1) }, ...more })
  const fail = (made: MadeSubscribed, more: Partial<MadeSubscribed["invoice"]> = {}) =>
    changeSubscribed(
      made,
      { status: "past_due" },
      {
        id: `${made.stripeInvoiceId}_renewal`,
        status: "open",
        billingReason: "subscription_cycle",
        amountPaid: 0,
        paidAt: null,
        payments: [],
        attemptCount: 1,
        nextAttemptAt: days(2),
        ...more,
      },
    )

  it("says how much, when it is tried again, until when access stays, and where to pay now", async () => {
    const made = await failing()
    const id = await fail(made)
    const text = await says("payment_retry", `${id}/1`, made.email)
    expect(text).toContain(`refused the payment of $9.00 for The plan ${made.plan.slug}`)
    expect(text).toContain(`We try again on ${day(days(2))}.`)
    expect(text).toContain(`You keep access until ${day(days(6))}.`)
    expect(text).toContain(made.invoice.hostedUrl ?? "")
    expect(text).toContain(account)
  })

  it("says when it was the last one", async () => {
    const made = await failing()
    const id = await fail(made, { attemptCount: 4, nextAttemptAt: null })
    const text = await says("payment_retry", `${id}/4`, made.email)
    expect(text).toContain("This was the last try.")
    expect(text).toContain("To keep your subscription, pay now. If you don’t, it ends.")
  })

  it("once grace is over it promises no access", async () => {
    const made = await failing({ period: { startsAt: days(-60), endsAt: days(-30) } })
    const id = await fail(made)
    const text = await says("payment_retry", `${id}/1`, made.email)
    expect(text).toContain("You have no access until it is paid")
    expect(text).not.toContain("You keep access")
  })

  it("is not told once it was paid, a later try failed, or the subscription is over", async () => {
    const made = await failing()
    const id = await fail(made, { attemptCount: 2 })
    expect(await read("payment_retry", `${id}/1`, made.email)).toBeNull()
    await fail(made, { status: "paid", amountPaid: 900, attemptCount: 2 })
    expect(await read("payment_retry", `${id}/2`, made.email)).toBeNull()
    const other = await failing()
    const late = await fail(other)
    await changeSubscribed(other, { status: "canceled", endedAt: days(0) })
    expect(await read("payment_retry", `${late}/1`, other.email)).toBeNull()
  })

  it("that the bank wants confirmed is told by one mail, which leads to where it is confirmed", async () => {
    const made = await failing()
    const id = await fail(made)
    const text = await says("action_required", `${id}/1`, made.email)
    expect(text).toContain(
      `Your bank wants you to confirm the payment of $9.00 for The plan ${made.plan.slug}`,
    )
    expect(text).toContain(made.invoice.hostedUrl ?? "")
    expect(text).toContain(`You keep access until ${day(days(6))}.`)
    expect(await read("payment_retry", `${id}/1`, made.email)).toBeNull()
    await fail(made, { status: "void" })
    expect(await read("action_required", `${id}/2`, made.email)).toBeNull()
  })
})
