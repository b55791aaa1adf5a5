import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
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
const onTrial = (endsAt: Date) => ({
  subscription: { status: "trialing", trialStartsAt: days(-10), trialEndsAt: endsAt } as const,
  period: { startsAt: days(-10), endsAt },
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
