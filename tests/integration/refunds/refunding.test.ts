import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { openDownload } from "@/lib/delivery/open-download"
import { refundPayment } from "@/lib/refunds/refund-payment"
import type { RefundChoice } from "@/lib/refunds/rules"
import { listPaidInvoices } from "@/lib/refunds/store/payments"
import { signToken } from "@/lib/tokens"
import { reconcile } from "@/lib/webhooks/reconcile"
import { refundAt, revokedReason } from "@/tests/support/bought"
import { checkInvariants } from "@/tests/support/invariants"
import { paidOrder, refundElsewhere, refundOrder, refundsAt } from "@/tests/support/refunding"
import { startSelling } from "@/tests/support/selling"
import { deliver, eventOf, listEvents } from "@/tests/support/stripe-events"
import { opens, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

async function disputed(charge: string, status: string): Promise<void> {
  await sandbox.control("deliveries", { mode: "deliver" })
  await sandbox.control("disputes", { charge, status })
  await waitUntil(
    async () => (await db().dispute.findFirst())?.status === status,
    `the dispute to be ${status}`,
  )
}

describe("an administrator's refund", () => {
  it("B17: in full closes the files at once, before any webhook, and is logged with its reason", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    const file = await db().releaseFile.findFirstOrThrow()
    await refundOrder(checkoutId)
    expect(await refundsAt(sandbox.url, intent)).toEqual([1999])
    expect(await revokedReason()).toBe("refunded")
    const door = { kind: "order" as const, token: signToken("order", checkoutId) }
    const opened = await openDownload({ door, fileId: file.id, network: null, userAgent: null })
    expect(opened).toMatchObject({ outcome: "refused", reason: "refunded" })
    const { changes } = await listChanges({
      subject: { kind: "order", id: checkoutId },
      after: null,
      limit: 5,
    })
    expect(changes).toMatchObject([
      { action: "order.refund", reason: "They asked for it", after: { amount: 1999 } },
    ])
    expect(await deliver(await eventOf(sandbox.url, "refund.created"))).toMatchObject({
      outcome: "stale",
    })
    await checkInvariants()
  })

  it("pressed twice at once, and once more later, is one refund", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    const attempt = randomUUID()
    const half = { what: "amount", typed: "9.00", closesAccess: false } as const
    await Promise.allSettled([1, 2, 3].map(() => refundOrder(checkoutId, half, attempt)))
    await refundOrder(checkoutId, half, attempt)
    expect(await refundsAt(sandbox.url, intent)).toEqual([900])
    expect(await db().auditEntry.count()).toBe(1)
  })

  it("fault 18: whose answer was lost stays one refund, and no other begins meanwhile", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    const attempt = randomUUID()
    const part = { what: "amount", typed: "5", closesAccess: false } as const
    await sandbox.control("api", { mode: "reset-after", path: "/v1/refunds" })
    await expect(refundOrder(checkoutId, part, attempt)).rejects.toMatchObject({
      code: "unavailable",
    })
    await expect(refundOrder(checkoutId, part)).rejects.toThrow("waits for Stripe’s answer")
    await sandbox.control("api", { mode: "ok" })
    expect(await refundsAt(sandbox.url, intent)).toEqual([500])
    await refundOrder(checkoutId, part, attempt)
    expect(await refundsAt(sandbox.url, intent)).toEqual([500])
    expect(await revokedReason()).toBeNull()
    // The answer of another may never be asked for: Stripe's own word settles it as well.
    const other = randomUUID()
    await sandbox.control("api", { mode: "reset-after", path: "/v1/refunds" })
    await expect(refundOrder(checkoutId, part, other)).rejects.toThrow()
    await sandbox.control("api", { mode: "ok" })
    for (const event of await listEvents(sandbox.url))
      if (event.type === "refund.created") await deliver(event)
    expect(
      (await db().refundRequest.findUniqueOrThrow({ where: { id: other } })).stripeRefundId,
    ).toBe((await db().refund.findFirst({ orderBy: { id: "desc" } }))?.stripeRefundId)
  })

  it("that Stripe failed for good is asked for under a new key, and made once", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    const attempt = randomUUID()
    await sandbox.control("api", { mode: "error", path: "/v1/refunds" })
    await expect(refundOrder(checkoutId, undefined, attempt)).rejects.toThrow("stays one refund")
    await sandbox.control("api", { mode: "ok" })
    await refundOrder(checkoutId, undefined, attempt)
    expect(await refundsAt(sandbox.url, intent)).toEqual([1999])
  })

  it("B18: of an amount keeps access; where that is wished, it closes it, and no resync opens it", async () => {
    const { checkoutId } = await paidOrder(sandbox)
    await refundOrder(checkoutId, { what: "amount", typed: "0.01", closesAccess: false })
    expect(await revokedReason()).toBeNull()
    await refundOrder(checkoutId, { what: "amount", typed: "1", closesAccess: true })
    expect(await revokedReason()).toBe("taken_back")
    for (const event of await listEvents(sandbox.url)) await deliver(event)
    await reconcile()
    expect(await revokedReason()).toBe("taken_back")
  })

  it("of two administrators at once gives back no more than was paid, and each is told why", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    const both = await Promise.allSettled([refundOrder(checkoutId), refundOrder(checkoutId)])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await refundsAt(sandbox.url, intent)).toEqual([1999])
    await expect(refundOrder(checkoutId)).rejects.toThrow("Everything was given back already")
  })

  it("of what was given back at Stripe already, unknown here, is refused in Stripe's words", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    await refundElsewhere(sandbox.url, intent, 1500)
    await expect(refundOrder(checkoutId)).rejects.toThrow(/Stripe refused the refund: .*499/)
    // A refused one is over: another can be made.
    await refundOrder(checkoutId, { what: "amount", typed: "4.99", closesAccess: false })
    expect(await refundsAt(sandbox.url, intent)).toEqual([499, 1500])
  })

  it("B20: is refused while a bank asks for the money, and once it has it; won, it is possible", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    for (const status of ["needs_response", "under_review", "lost"]) {
      await disputed(intent, status)
      await expect(refundOrder(checkoutId), status).rejects.toThrow("would pay it twice")
    }
    await disputed(intent, "won")
    await refundOrder(checkoutId)
    expect(await refundsAt(sandbox.url, intent)).toEqual([1999])
    expect(await revokedReason()).toBe("refunded")
  })

  it("told by Stripe before its own answer is known converges to the same", async () => {
    const { checkoutId, intent } = await paidOrder(sandbox)
    await deliver(await refundAt(sandbox.url, intent, 999))
    await refundOrder(checkoutId)
    expect(await refundsAt(sandbox.url, intent)).toEqual([999, 1000])
    expect(await revokedReason()).toBe("refunded")
    await checkInvariants()
  })
})

describe("B19: a refund of a subscription's invoice", () => {
  const time = timeOf(sandbox)

  it("closes the period that it paid for, and no other; a part closes nothing", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan({ groups: ["noir"] }))
    await time.pass({ months: 1, hours: 2 })
    const [renewal, first] = await waitUntil(async () => {
      const invoices = await listPaidInvoices(customerId)
      return invoices.length === 2 ? invoices : null
    }, "the renewal")
    const refund = (invoiceId: string | undefined, choice: RefundChoice) =>
      refundPayment({
        paidFor: { invoiceId: invoiceId ?? "" },
        choice,
        attempt: randomUUID(),
        reason: "They asked for it",
        actor: "admin@kiosk.test",
      })
    await refund(first?.id, { what: "full" })
    expect(await opens(customerId, now())).toEqual(["noir"])
    await refund(renewal?.id, { what: "amount", typed: "1", closesAccess: false })
    expect(await opens(customerId, now())).toEqual(["noir"])
    await refund(renewal?.id, { what: "full" })
    expect(await opens(customerId, now())).toEqual([])
    expect(await db().refund.findMany({ orderBy: { id: "asc" } })).toMatchObject(
      [900, 100, 800].map((amount) => ({ amount, status: "succeeded", checkoutId: null })),
    )
    expect((await db().auditEntry.findMany()).map(({ subjectId }) => subjectId)).toEqual(
      [1, 2, 3].map(() => customerId),
    )
    // The subscription itself goes on: its next period is paid for anew.
    await time.pass({ months: 1 })
    await waitUntil(async () => (await listPaidInvoices(customerId)).length === 3, "the next")
    await waitUntil(async () => (await opens(customerId, now())).length === 1, "its access")
    expect(stripeId).toMatch(/^sub_/)
  }, 60_000)
})
