import { describe, expect, it } from "vitest"
import { now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { followBalance, readBalanceSince } from "@/lib/webhooks/follow-balance"
import { reconcile } from "@/lib/webhooks/reconcile"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { paidOrder, refundElsewhere } from "@/tests/support/refunding"
import { runShop } from "@/tests/support/run-shop"
import { begin, startSelling } from "@/tests/support/selling"
import { callStripe } from "@/tests/support/stripe-events"
import { sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

const time = timeOf(sandbox)
const DAY = 86_400

const movements = () =>
  db().balanceTransaction.findMany({
    select: { source: true, stripePaymentIntentId: true, currency: true, amount: true, fee: true },
    orderBy: [{ source: "asc" }, { stripeBalanceTransactionId: "asc" }],
  })

/** What is booked, by its kind. */
async function books(): Promise<Record<string, unknown>> {
  const rows: { kind: string }[] = JSON.parse((await runShop(["accounting", "--json"])).stdout)
  return Object.fromEntries(rows.map((row) => [row.kind, row]))
}

async function dispute(intent: string, status: string): Promise<void> {
  const charge = await db().balanceTransaction.findFirstOrThrow({
    where: { stripePaymentIntentId: intent, source: "charge" },
  })
  await sandbox.control("disputes", { charge: charge.stripeSourceId, status })
}

describe("what Stripe takes", () => {
  it("B75 is read with the reconciler, once, and stands in the books beside each payment and refund", async () => {
    const { intent } = await paidOrder(sandbox)
    await refundElsewhere(sandbox.url, intent, 700)
    expect(await books()).toMatchObject({ payment: { fee: null, settledCurrency: null } })
    expect(await reconcile()).toMatchObject({ failed: 0 })
    expect(await reconcile()).toMatchObject({ failed: 0, mended: 0 })
    // 2.9 % and 30 minor units of 19.99; a refund leaves them where they are.
    const common = { stripePaymentIntentId: intent, currency: "usd" }
    expect(await movements()).toEqual([
      { ...common, source: "charge", amount: 1999, fee: 88 },
      { ...common, source: "refund", amount: -700, fee: 0 },
    ])
    expect(await books()).toMatchObject({
      payment: { gross: 1999, fee: 88, settled: 1911, settledCurrency: "usd" },
      refund: { gross: -700, fee: 0, settled: -700, settledCurrency: "usd" },
    })
    const [heading = "", ...rows] = (await runShop(["accounting"])).stdout.trim().split("\n")
    expect(heading).toContain(",fee,settled,settled_currency,")
    expect(rows.find((row) => row.includes("payment"))).toMatch(/,0\.88,19\.11,USD,/)
  })

  it("B75 has what a dispute costs, which stays when it is won", async () => {
    const { intent } = await paidOrder(sandbox)
    await reconcile()
    await dispute(intent, "needs_response")
    await reconcile()
    expect(await books()).toMatchObject({ dispute: { fee: 1500, settled: -3499 } })
    await dispute(intent, "won")
    await reconcile()
    expect(await books()).toMatchObject({ dispute: { gross: 0, fee: 1500, settled: -1500 } })
    const { stdout } = await runShop(["report", "--metric", "fees", "--json"])
    const { metrics } = JSON.parse(stdout)
    expect(metrics[0].rows).toMatchObject([
      { period: 0, currency: "usd", values: { total: 1588, payments: 88, disputes: 1500 } },
    ])
  })

  it("B75 has what the payment of a plan's invoice cost", async () => {
    await subscribes(await sellPlan({ amount: 900 }))
    await waitUntil(() => db().invoice.findFirst({ where: { status: "paid" } }), "a paid invoice")
    expect(await reconcile()).toMatchObject({ failed: 0 })
    expect(await books()).toMatchObject({ payment: { gross: 900, fee: 56, settled: 844 } })
    const { stdout } = await runShop(["report", "--metric", "fees", "--json"])
    expect(JSON.parse(stdout).metrics[0].rows).toMatchObject([
      { currency: "usd", values: { total: 56, payments: 56, disputes: 0 } },
    ])
  })

  it("counts nothing of another site on the same account", async () => {
    await paidOrder(sandbox)
    await callStripe(sandbox.url, "payment_intents", {
      amount: "50000",
      currency: "eur",
      payment_method: "pm_card_visa",
      confirm: "true",
      "automatic_payment_methods[enabled]": "true",
      "automatic_payment_methods[allow_redirects]": "never",
    })
    await reconcile()
    expect(await movements()).toHaveLength(2)
    const { stdout } = await runShop(["report", "--metric", "fees", "--json"])
    expect(JSON.parse(stdout).metrics[0].rows).toMatchObject([
      { currency: "usd", values: { total: 88 } },
    ])
  })

  it("is read from the first payment on, some at a time, each run from where the last one ended", async () => {
    await paidOrder(sandbox)
    await time.pass({ days: 30 })
    await pay((await begin(await makeProduct())).url)
    expect(await followBalance(1)).toBe(1)
    expect(await followBalance(1)).toBe(1)
    expect(await followBalance(1)).toBe(0)
    await db().balanceTransaction.deleteMany()
    // The first is behind the cursor; only who asks for it reads it again.
    expect(await followBalance()).toBe(1)
    expect(await readBalanceSince(plusSeconds(now(), -50 * DAY))).toBe(1)
  })

  it("is no failure where a restricted key may not read it, and is read once it may", async () => {
    await paidOrder(sandbox)
    await sandbox.control("api", { mode: "forbidden", path: "/v1/balance_transactions" })
    expect(await reconcile()).toMatchObject({ failed: 0 })
    expect(await reconcile({ since: plusSeconds(now(), -DAY) })).toMatchObject({ failed: 0 })
    await sandbox.control("api", { mode: "ok" })
    await reconcile()
    expect(await movements()).toHaveLength(1)
  })

  it("keeps nothing else from being reconciled when Stripe does not tell, and is read later", async () => {
    await paidOrder(sandbox)
    await sandbox.control("api", { mode: "error", path: "/v1/balance_transactions" })
    expect(await reconcile()).toMatchObject({ failed: 1 })
    expect(await movements()).toEqual([])
    await sandbox.control("api", { mode: "ok" })
    expect(await reconcile()).toMatchObject({ failed: 0 })
    expect(await movements()).toHaveLength(1)
  })
})
