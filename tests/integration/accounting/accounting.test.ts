import { mkdtemp, readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parse } from "csv-parse/sync"
import { describe, expect, it, vi } from "vitest"
import type { Place } from "@/lib/accounting/store/bookings"
import { leaveNoModules, loadAnew } from "@/tests/support/own-modules"

leaveNoModules()
loadAnew({ SHOP_TIME_ZONE: "Europe/Vienna" })

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

const { listBookings } = await import("@/lib/accounting/store/bookings")
const { GET } = await import("@/app/api/admin/accounting/route")
const { saveCustomer } = await import("@/lib/customers/store/customers")
const { db } = await import("@/lib/db")
const { newId } = await import("@/lib/tokens")
const { makePaidOrder, makeProduct } = await import("@/tests/support/factories")
const { runShop } = await import("@/tests/support/run-shop")
const { makeSession } = await import("@/tests/support/session")
const { makeSubscribed } = await import("@/tests/support/subscribed")

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true })

/** An order in a currency, paid at a time, with tax; gives its id and the line's. */
async function sell(options: {
  currency: string
  amount: number
  tax: number
  paidAt: string
  email?: string
  title?: string
}) {
  const { currency, amount, tax: amountTax, paidAt, email, title } = options
  const product = await makeProduct({ editions: [{ currency, amount }], ...(title && { title }) })
  const { id } = await makePaidOrder({ products: [product], ...(email && { email }) })
  await db().checkout.update({
    where: { id },
    data: { amountTax, paidAt: new Date(paidAt), country: "AT", stripePaymentIntentId: `pi_${id}` },
  })
  const line = await db().checkoutLine.update({
    where: { checkoutId_position: { checkoutId: id, position: 0 } },
    data: { amountTax },
  })
  return { id, lineId: line.id }
}

async function takeBack(
  kind: "refund" | "dispute",
  status: "succeeded" | "failed" | "lost" | "won" | "appeal_under_review",
  row: { checkoutId: string; currency: string; amount: number; createdAt: Date },
): Promise<void> {
  const common = { id: newId(), ...row, stripeVersionAt: row.createdAt }
  if (kind === "refund" && (status === "succeeded" || status === "failed"))
    await db().refund.create({ data: { ...common, stripeRefundId: `re_${common.id}`, status } })
  else if (status !== "succeeded" && status !== "failed")
    await db().dispute.create({
      data: { ...common, stripeDisputeId: `dp_${common.id}`, status, reason: "fraudulent" },
    })
}

describe("the accounting export", () => {
  it("has a row for each payment, refund and dispute of whole days of the shop's time zone", async () => {
    // Midnight in Vienna is 22:00 UTC in May: the first is of the day before, the last of the day after.
    await sell({ currency: "usd", amount: 100, tax: 0, paidAt: "2026-04-30T21:59:59Z" })
    const first = await sell({
      currency: "usd",
      amount: 1200,
      tax: 200,
      paidAt: "2026-04-30T22:00:00Z",
      email: "+ada@example.com",
      title: "=1+1",
    })
    const yen = await sell({
      currency: "jpy",
      amount: 500,
      tax: 45,
      paidAt: "2026-05-31T21:59:59Z",
    })
    await sell({ currency: "usd", amount: 100, tax: 0, paidAt: "2026-05-31T22:00:00Z" })
    const on = (day: string) => new Date(`2026-05-${day}T10:00:00Z`)
    const part = { checkoutId: first.id, currency: "usd", amount: 600 }
    await takeBack("refund", "succeeded", { ...part, createdAt: on("10") })
    await takeBack("refund", "failed", { ...part, createdAt: on("11") })
    await takeBack("dispute", "won", { ...part, createdAt: on("12") })
    const yenBack = { checkoutId: yen.id, currency: "jpy", amount: 500 }
    await takeBack("dispute", "lost", { ...yenBack, createdAt: on("13") })
    // Lost, and asked once more: the money is still away.
    await takeBack("dispute", "appeal_under_review", { ...part, createdAt: on("14") })
    // Free: no money moved.
    await sell({ currency: "usd", amount: 0, tax: 0, paidAt: "2026-05-14T10:00:00Z" })

    // Paid otherwise than asked: the money is there, whatever becomes of the order.
    const held = await sell({
      currency: "usd",
      amount: 300,
      tax: 0,
      paidAt: "2026-05-20T10:00:00Z",
    })
    await db().checkout.update({ where: { id: held.id }, data: { status: "withheld" } })

    const { code, stdout } = await runShop([
      "accounting",
      "--since",
      "2026-05-01",
      "--until",
      "2026-05-31",
    ])
    expect(code).toBe(0)
    const rows = rowsOf(stdout)
    const told = ["date", "time", "kind", "status", "currency", "net", "tax", "gross"] as const
    expect(rows.map((row) => told.map((name) => row[name]).join(" "))).toEqual([
      "2026-05-01 00:00:00 payment paid USD 10.00 2.00 12.00",
      "2026-05-10 12:00:00 refund succeeded USD -5.00 -1.00 -6.00",
      "2026-05-12 12:00:00 dispute won USD 0.00 0.00 0.00",
      "2026-05-13 12:00:00 dispute lost JPY -455 -45 -500",
      "2026-05-14 12:00:00 dispute appeal_under_review USD -5.00 -1.00 -6.00",
      "2026-05-20 12:00:00 payment withheld USD 3.00 0.00 3.00",
      "2026-05-31 23:59:59 payment paid JPY 455 45 500",
    ])
    expect(rows[0]).toMatchObject({
      order: first.id,
      stripe_payment: `pi_${first.id}`,
      customer: "'+ada@example.com",
      country: "AT",
      product: "'=1+1, PDF",
    })
    expect(rows[1]).toMatchObject({ order: first.id, stripe_payment: `pi_${first.id}` })
  })

  it("has the invoices of subscriptions, and sums to what the tables hold", async () => {
    const { subscriptionId } = await makeSubscribed({ email: "ada@example.com", invoice: {} })
    await sell({ currency: "eur", amount: 999, tax: 167, paidAt: "2026-05-02T10:00:00Z" })
    const path = join(await mkdtemp(join(tmpdir(), "kiosk-books-")), "books.csv")
    expect((await runShop(["accounting", "--out", path])).code).toBe(0)
    expect((await runShop(["accounting", "--out", path])).stderr).toContain("is there already")
    const rows = rowsOf(await readFile(path, "utf8"))
    const subscription = await db().subscription.findUniqueOrThrow({
      where: { id: subscriptionId },
    })
    const invoice = await db().invoice.findFirstOrThrow({
      where: { stripeSubscriptionId: subscription.stripeSubscriptionId },
    })
    expect(rows.find((row) => row.invoice)).toMatchObject({
      kind: "payment",
      invoice: invoice.id,
      stripe_id: invoice.stripeInvoiceId,
      customer: "ada@example.com",
      gross: (invoice.amountPaid / 100).toFixed(2),
    })
    const booked = JSON.parse((await runShop(["accounting", "--json"])).stdout)
    const sum = (all: { gross: number }[]) => all.reduce((total, { gross }) => total + gross, 0)
    expect(sum(booked)).toBe(999 + invoice.amountPaid)
  })

  it("B75: has what the link said that led to an order, and so has the figure of campaigns", async () => {
    const { id } = await sell({
      currency: "usd",
      amount: 1200,
      tax: 0,
      paidAt: "2026-05-02T10:00:00Z",
    })
    await sell({ currency: "usd", amount: 700, tax: 0, paidAt: "2026-05-03T10:00:00Z" })
    await sell({ currency: "usd", amount: 0, tax: 0, paidAt: "2026-05-03T11:00:00Z" })
    await db().checkout.updateMany({
      where: { id },
      data: { utmSource: "=1+1", utmCampaign: "spring", utmContent: "button" },
    })
    const checkoutId = id
    const refund = { currency: "usd", amount: 1200, createdAt: new Date("2026-05-09T10:00:00Z") }
    await takeBack("refund", "succeeded", { checkoutId, ...refund })
    const [first, second, back] = rowsOf((await runShop(["accounting"])).stdout)
    const led = {
      utm_source: "'=1+1",
      utm_medium: "",
      utm_campaign: "spring",
      utm_content: "button",
    }
    expect(first).toMatchObject(led)
    expect(back).toMatchObject({ kind: "refund", ...led })
    expect(second).toMatchObject({ utm_source: "", utm_campaign: "" })
    const asked = [
      "--since",
      "2026-05-01",
      "--until",
      "2026-06-01",
      "--metric",
      "sales-by-campaign",
    ]
    const { metrics } = JSON.parse((await runShop(["report", ...asked, "--json"])).stdout)
    expect(metrics[0].rows).toMatchObject([
      { of: "=1+1 / spring", currency: "usd", values: { gross: 1200, count: 1 } },
    ])
  })

  it("goes on page after page, whatever lies at the same moment", async () => {
    const paidAt = "2026-05-02T10:00:00Z"
    for (let n = 0; n < 7; n++) await sell({ currency: "usd", amount: 100 + n, tax: 0, paidAt })
    await takeBack("dispute", "lost", {
      checkoutId: (await sell({ currency: "usd", amount: 50, tax: 0, paidAt })).id,
      currency: "usd",
      amount: 50,
      createdAt: new Date(paidAt),
    })
    const found: number[] = []
    let after: Place | null = null
    do {
      const page: Awaited<ReturnType<typeof listBookings>> = await listBookings({
        since: null,
        until: null,
        timeZone: "UTC",
        after,
        limit: 2,
      })
      found.push(...page.bookings.map(({ gross }) => gross))
      after = page.next
    } while (after)
    expect(found.toSorted((a, b) => a - b)).toEqual([-50, 50, 100, 101, 102, 103, 104, 105, 106])
  })

  it("is an administrator's to fetch, support's too, and nobody else's", async () => {
    await sell({ currency: "usd", amount: 1200, tax: 0, paidAt: "2026-05-02T10:00:00Z" })
    const fetched = async (email: string | null, query = "") => {
      cookie = email ? (await makeSession(await saveCustomer({ email }))).cookie : ""
      return GET(new Request(`http://localhost:3000/api/admin/accounting${query}`))
    }
    expect((await fetched(null)).status).toBe(404)
    expect((await fetched("bea@example.com")).status).toBe(404)
    await runShop(["admin", "add", "cleo@example.com", "--role", "support"])
    expect((await fetched("cleo@example.com")).status).toBe(200)
    const response = await fetched("admin@kiosk.test", "?since=2026-05-01&until=2026-05-31")
    expect(response.status).toBe(200)
    expect(response.headers.get("content-disposition")).toContain(
      'filename="accounting-2026-05-01-2026-05-31.csv"',
    )
    expect(rowsOf(await response.text())).toMatchObject([{ gross: "12.00" }])
    expect((await fetched("admin@kiosk.test", "?since=May")).status).toBe(400)
  })
})
