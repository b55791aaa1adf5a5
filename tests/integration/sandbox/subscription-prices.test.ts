import type Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  endOf,
  invoicesOf,
  momentOf,
  newPlan,
  running,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()
const { stripe } = sandbox
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)
const itemOf = ({ items }: Stripe.Subscription) => items.data[0]?.id ?? ""

describe("another price", () => {
  test("is charged at once for the rest of the period, as its preview said", async () => {
    const subscription = await running(sandbox)
    const dearer = await newPlan(sandbox, 6200)
    const change = {
      items: [{ id: itemOf(subscription), price: dearer.id }],
      proration_behavior: "always_invoice" as const,
      proration_date: momentOf(subscription),
    }
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    })
    expect(preview.lines.data.map((line) => line.amount)).toEqual([-2100, 4200])
    const updated = await stripe.subscriptions.update(subscription.id, change)
    const invoice = await stripe.invoices.retrieve(idOf(updated.latest_invoice))
    expect(invoice).toMatchObject({
      total: preview.total,
      amount_due: preview.amount_due,
      amount_paid: 2100,
      billing_reason: "subscription_update",
      status: "paid",
    })
    expect(invoice.lines.data[0]?.parent?.subscription_item_details).toMatchObject({
      proration: true,
      subscription_item: itemOf(subscription),
      invoice_item: expect.stringMatching(/^ii_/),
    })
    expect(endOf(updated)).toBe(endOf(subscription))
  })

  test("waits for the next invoice with create_prorations, as its preview said", async () => {
    const subscription = await running(sandbox)
    const dearer = await newPlan(sandbox, 6200)
    const change = {
      items: [{ id: itemOf(subscription), price: dearer.id }],
      proration_date: momentOf(subscription),
    }
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    })
    expect(preview.amount_due).toBe(2100 + 6200)
    await stripe.subscriptions.update(subscription.id, change)
    expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(1)
    await advanceTo(sandbox, endOf(subscription) + 2 * hour)
    const [renewal] = await invoicesOf(sandbox, subscription.id)
    expect(renewal).toMatchObject({ status: "paid", amount_paid: preview.amount_due })
  })

  test("costs nothing until the renewal without prorations", async () => {
    const subscription = await running(sandbox)
    const dearer = await newPlan(sandbox, 6200)
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: dearer.id }],
      proration_behavior: "none",
    })
    await advanceTo(sandbox, endOf(subscription) + 2 * hour)
    expect((await invoicesOf(sandbox, subscription.id)).map((one) => one.total)).toEqual([
      6200, 3100,
    ])
  })

  test("that is lower leaves credit, which the next invoice uses up", async () => {
    const subscription = await running(sandbox)
    const cheaper = await newPlan(sandbox, 620)
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: cheaper.id }],
      proration_behavior: "always_invoice",
      proration_date: momentOf(subscription),
    })
    const credit = -2100 + 420
    const [change] = await invoicesOf(sandbox, subscription.id)
    expect(change).toMatchObject({
      status: "paid",
      total: credit,
      amount_due: 0,
      starting_balance: 0,
      ending_balance: credit,
    })
    expect((await stripe.invoicePayments.list({ invoice: change?.id ?? "" })).data).toEqual([])
    const customer = idOf(subscription.customer)
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: credit })
    await advanceTo(sandbox, endOf(subscription) + 2 * hour)
    const [renewal] = await invoicesOf(sandbox, subscription.id)
    expect(renewal).toMatchObject({
      total: 620,
      starting_balance: credit,
      ending_balance: credit + 620,
      amount_due: 0,
      status: "paid",
    })
  })

  test("of another interval begins its period now and is charged now", async () => {
    const subscription = await running(sandbox)
    const yearly = await newPlan(sandbox, 30_000, "year")
    const change = {
      items: [{ id: itemOf(subscription), price: yearly.id }],
      proration_date: momentOf(subscription),
    }
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    })
    const updated = await stripe.subscriptions.update(subscription.id, change)
    const [invoice] = await invoicesOf(sandbox, subscription.id)
    expect(invoice).toMatchObject({ amount_paid: 27_900, total: preview.total })
    expect(new Date(endOf(updated) * 1000).toISOString()).toMatch(/^2028-03-11/)
  })

  test("that a card refuses undoes the change when the call asks for it", async () => {
    const subscription = await running(sandbox)
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: idOf(subscription.customer),
    })
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id })
    const change = {
      items: [{ id: itemOf(subscription), price: (await newPlan(sandbox, 6200)).id }],
      proration_behavior: "always_invoice" as const,
    }
    await expect(
      stripe.subscriptions.update(subscription.id, {
        ...change,
        payment_behavior: "error_if_incomplete",
      }),
    ).rejects.toMatchObject({ statusCode: 402, code: "card_declined" })
    expect(await again(subscription)).toMatchObject({
      status: "active",
      items: { data: [{ price: { unit_amount: 3100 } }] },
    })
    await stripe.subscriptions.update(subscription.id, change)
    expect(await again(subscription)).toMatchObject({ status: "past_due" })
    const [owed] = await invoicesOf(sandbox, subscription.id)
    await stripe.invoices.pay(owed?.id ?? "", { payment_method: "pm_card_visa" })
    expect(await again(subscription)).toMatchObject({ status: "active" })
  })
})
