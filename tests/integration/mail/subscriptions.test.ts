import { describe, expect, it } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { db, transaction } from "@/lib/db"
import { sendMail } from "@/lib/mail/send-mail"
import { type MailKind, recordMail } from "@/lib/mail/store/mails"
import { newId } from "@/lib/tokens"
import { type Letter, mailbox } from "@/tests/support/mailbox"
import { startSelling } from "@/tests/support/selling"
import {
  changeSubscribed,
  type MadeSubscribed,
  makePlan,
  makeSubscribed,
} from "@/tests/support/subscribed"

const { sandbox } = await startSelling()

const account = "http://localhost:3000/account/subscription"
const day = (at: Date) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(at)
const days = (count: number) => {
  const at = plusSeconds(new Date(), count * 86_400)
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}
const month = { startsAt: days(-10), endsAt: days(20) }
const onTrial = (endsAt: Date) => ({
  subscription: { status: "trialing", trialStartsAt: days(-10), trialEndsAt: endsAt } as const,
  period: { startsAt: days(-10), endsAt },
})

/** What somebody reads of a mail that is sent now; null: nothing, and it is never sent. */
async function read(kind: MailKind, subject: string, email: string): Promise<Letter | null> {
  await transaction(() => recordMail({ kind, subject, recipient: email }))
  const { id } = await db().mail.findFirstOrThrow({ where: { kind, subject } })
  const outcome = await sendMail(id)
  const letter = (await mailbox(sandbox.url, email)).find(
    (one) => one.idempotencyKey === `mail/${id}`,
  )
  const { cancelledAt, sentAt } = await db().mail.findUniqueOrThrow({ where: { id } })
  expect([outcome, sentAt !== null, cancelledAt !== null]).toEqual(
    letter ? ["sent", true, false] : ["cancelled", false, true],
  )
  if (!letter) return null
  for (const body of [letter.html, letter.text]) {
    expect(body).toContain("support@kiosk.test")
    expect(body).not.toMatch(/undefined|\[object Object\]|NaN|null|Invalid/)
  }
  return { ...letter, text: letter.text.replace(/\s+/g, " ") }
}

async function says(kind: MailKind, subject: string, email: string): Promise<string> {
  const letter = await read(kind, subject, email)
  expect(letter).not.toBeNull()
  return letter?.text ?? ""
}

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

describe("B68: a trial", () => {
  it("is told when it begins: until when it is free, what comes then, and how not to pay", async () => {
    const made = await makeSubscribed(onTrial(days(14)))
    const text = await says("subscription_started", made.subscriptionId, made.email)
    expect(text).toContain(`Until ${day(days(14))} you pay nothing.`)
    expect(text).toContain(
      `On ${day(days(14))} you pay $9.00, and the same every month after that.`,
    )
    expect(text).toContain("If you cancel before, you are not charged.")
    expect(text).toContain(account)
  })

  it("is told to end soon, with the charge and how to cancel", async () => {
    const made = await makeSubscribed(onTrial(days(2)))
    const text = await says("trial_ending", trialSubject(made), made.email)
    expect(text).toContain(`ends on ${day(days(2))}.`)
    expect(text).toContain(`On ${day(days(2))} you pay $9.00`)
    expect(text).toContain(`cancel before ${day(days(2))}`)
  })

  it("is not told to begin or end once it is over, moved, or being cancelled", async () => {
    const over = await makeSubscribed(onTrial(days(-1)))
    expect(await read("subscription_started", over.subscriptionId, over.email)).toBeNull()
    expect(await read("trial_ending", trialSubject(over), over.email)).toBeNull()
    const moved = await makeSubscribed(onTrial(days(2)))
    const subject = trialSubject(moved)
    await changeSubscribed(moved, { trialEndsAt: days(9) })
    expect(await read("trial_ending", subject, moved.email)).toBeNull()
    const leaving = await makeSubscribed(onTrial(days(2)))
    await changeSubscribed(leaving, { cancelAt: leaving.snapshot.trialEndsAt })
    expect(await read("trial_ending", trialSubject(leaving), leaving.email)).toBeNull()
    expect(await says("subscription_started", leaving.subscriptionId, leaving.email)).toContain(
      "It ends then by itself, and you are not charged.",
    )
  })
})

describe("D10: the reminder of a yearly charge", () => {
  it("names day and amount and how to cancel, and is not sent to who is cancelling or paused", async () => {
    const plan = await makePlan({ amount: 9000, period: { unit: "year", count: 1 } })
    const period = { startsAt: days(-360), endsAt: days(5) }
    const made = await makeSubscribed({ plan, period })
    const subject = `${made.subscriptionId}/${period.endsAt.toISOString()}`
    const text = await says("renewal_reminder", subject, made.email)
    expect(text).toContain(`renews on ${day(period.endsAt)}.`)
    expect(text).toContain("you pay $90.00, and the same every year after that.")
    expect(text).toContain(`cancel before ${day(period.endsAt)} in your account`)
    for (const change of [
      { cancelAt: period.endsAt },
      { pauseCollection: "void" as const },
      { status: "canceled" as const, endedAt: days(0) },
    ]) {
      await changeSubscribed(made, change)
      await db().mail.deleteMany()
      expect(await read("renewal_reminder", subject, made.email)).toBeNull()
    }
  })
})

describe("B72: a cancellation", () => {
  it("is told with the day until which everything stays open, and that it can be taken back", async () => {
    const made = await makeSubscribed({ period: month, subscription: { cancelAt: month.endsAt } })
    const subject = `${made.subscriptionId}/${month.endsAt.toISOString()}`
    const text = await says("cancellation_scheduled", subject, made.email)
    expect(text).toContain(`ends on ${day(month.endsAt)}. Until then everything stays open.`)
    expect(text).toContain("Until that day you can resume it in your account")
    expect(text).toContain("You are not charged any more.")
    await changeSubscribed(made, { cancelAt: null })
    await db().mail.deleteMany()
    expect(await read("cancellation_scheduled", subject, made.email)).toBeNull()
  })

  it("does not promise that what is unpaid stays open", async () => {
    const ended = { startsAt: days(-31), endsAt: days(-1) }
    const made = await makeSubscribed({
      period: ended,
      subscription: { status: "past_due", cancelAt: days(29) },
    })
    const subject = `${made.subscriptionId}/${made.snapshot.cancelAt?.toISOString()}`
    const text = await says("cancellation_scheduled", subject, made.email)
    expect(text).not.toContain("everything stays open")
  })
})

describe("the end of a subscription", () => {
  it("says when, that nothing more is charged, and where to subscribe again", async () => {
    const made = await makeSubscribed({ subscription: { status: "canceled", endedAt: days(0) } })
    const text = await says("subscription_ended", made.subscriptionId, made.email)
    expect(text).toContain(`ended on ${day(days(0))}.`)
    expect(text).toContain("You are not charged any more.")
    expect(text).toContain("http://localhost:3000/plans")
  })

  it("says what was not paid, when that is why", async () => {
    const made = await makeSubscribed()
    await changeSubscribed(
      made,
      { status: "canceled", endedAt: days(0) },
      { id: "in_unpaid", status: "open", amountPaid: 0, attemptCount: 4, payments: [] },
    )
    const text = await says("subscription_ended", made.subscriptionId, made.email)
    expect(text).toContain("because a payment of $9.00 did not arrive")
  })

  it("of a trial says that nothing was charged", async () => {
    const trial = onTrial(days(4))
    const made = await makeSubscribed(trial)
    await changeSubscribed(made, { status: "canceled", endedAt: days(0) })
    expect(await says("subscription_ended", made.subscriptionId, made.email)).toContain(
      "Nothing was charged for it.",
    )
  })
})

describe("B13: a subscription that the shop refused", () => {
  const refuse = (made: MadeSubscribed, reason: "duplicate" | "trial_used") =>
    db().subscription.update({
      where: { id: made.subscriptionId },
      data: { cancelledBecause: reason, status: "canceled" },
    })

  it("as a second one says so, and gives back what was paid, and nothing else is told of it", async () => {
    const made = await makeSubscribed()
    await refuse(made, "duplicate")
    const text = await says("subscription_refused", made.subscriptionId, made.email)
    expect(text).toContain("another subscription of the same kind was running")
    expect(text).toContain("We give back all $9.00")
    expect(text).toContain(account)
    expect(await read("subscription_ended", made.subscriptionId, made.email)).toBeNull()
    expect(await read("subscription_started", made.subscriptionId, made.email)).toBeNull()
  })

  it("as a second trial says so, that nothing was charged, and where to pay instead", async () => {
    const made = await makeSubscribed(onTrial(days(14)))
    await refuse(made, "trial_used")
    const text = await says("subscription_refused", made.subscriptionId, made.email)
    expect(text).toContain("this card, or this mailbox, has had one before")
    expect(text).toContain("Nothing was charged.")
    expect(text).toContain("http://localhost:3000/plans")
  })
})

function trialSubject(made: MadeSubscribed): string {
  return `${made.subscriptionId}/${made.snapshot.trialEndsAt?.toISOString()}`
}
