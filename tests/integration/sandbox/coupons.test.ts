import type Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  endOf,
  eventTypes,
  invoicesOf,
  newSubscriptionSession,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { pay, submit, textsOf } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const { stripe } = sandbox
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)

/** What each invoice of a subscription came to over so many renewals, oldest first. */
async function totals(subscription: Stripe.Subscription, renewals: number): Promise<number[]> {
  for (let at = 0; at < renewals; at += 1) {
    await advanceTo(sandbox, endOf(await again(subscription)) + 2 * hour)
  }
  const invoices = await invoicesOf(sandbox, subscription.id)
  return invoices.map((invoice) => invoice.amount_paid).reverse()
}

describe("a coupon", () => {
  test.each([
    [{ percent_off: 25, duration: "once" }, [750, 1000, 1000]],
    [{ amount_off: 300, currency: "usd", duration: "forever" }, [700, 700, 700]],
    [{ percent_off: 50, duration: "repeating", duration_in_months: 2 }, [500, 500, 1000]],
  ] as const)("%j is taken off as long as it lasts", async (given, expected) => {
    const coupon = await stripe.coupons.create(given)
    const session = await newSubscriptionSession(sandbox, { discounts: [{ coupon: coupon.id }] })
    expect(session.amount_total).toBe(expected[0])
    await pay(session.url)
    const [subscription] = (await stripe.subscriptions.list()).data
    if (!subscription) throw new Error("none")
    expect(await totals(subscription, 2)).toEqual(expected)
    expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1 })
  })

  test("of a trial is kept for the first period that costs something", async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25 })
    const subscription = await subscribe(sandbox, {
      discounts: [{ coupon: coupon.id }],
      subscription_data: { trial_period_days: 7 },
    })
    expect(await totals(subscription, 2)).toEqual([0, 750, 1000])
    expect(await eventTypes(sandbox)).toContain("customer.discount.deleted")
  })

  test("shows on the invoice, its lines and the page", async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25 })
    const session = await newSubscriptionSession(sandbox, { discounts: [{ coupon: coupon.id }] })
    const page = await (await fetch(session.url ?? "")).text()
    expect(textsOf(page, "discount")).toEqual(["-$2.50"])
    expect(textsOf(page, "total")).toEqual(["$7.50"])
    await pay(session.url)
    const [invoice] = (await stripe.invoices.list({ expand: ["data.discounts"] })).data
    expect(invoice).toMatchObject({
      subtotal: 1000,
      total: 750,
      total_discount_amounts: [{ amount: 250 }],
      discounts: [{ source: { coupon: coupon.id } }],
      lines: { data: [{ amount: 1000, discount_amounts: [{ amount: 250 }] }] },
    })
  })

  test("for one product leaves the others alone", async () => {
    const other = await stripe.products.create({ name: "Other" })
    const coupon = await stripe.coupons.create({
      percent_off: 50,
      applies_to: { products: [other.id] },
    })
    const session = await newSubscriptionSession(sandbox, { discounts: [{ coupon: coupon.id }] })
    expect(session.amount_total).toBe(1000)
  })

  test("that is used up, over or deleted gives no more discounts", async () => {
    const once = await stripe.coupons.create({ percent_off: 50, max_redemptions: 1 })
    const subscription = await subscribe(sandbox, { discounts: [{ coupon: once.id }] })
    await expect(
      newSubscriptionSession(sandbox, { discounts: [{ coupon: once.id }] }),
    ).rejects.toMatchObject({ code: "coupon_expired" })
    const forever = await stripe.coupons.create({ percent_off: 10, duration: "forever" })
    await stripe.subscriptions.update(subscription.id, { discounts: [{ coupon: forever.id }] })
    await stripe.coupons.del(forever.id)
    await expect(stripe.coupons.retrieve(forever.id)).rejects.toMatchObject({ statusCode: 404 })
    expect(await totals(subscription, 1)).toEqual([500, 900])
  })

  test("needs a sum or a share, and months only where it repeats", async () => {
    await expect(stripe.coupons.create({})).rejects.toMatchObject({ param: "percent_off" })
    await expect(stripe.coupons.create({ amount_off: 1 })).rejects.toMatchObject({
      param: "currency",
    })
    await expect(
      stripe.coupons.create({ percent_off: 1, duration: "repeating" }),
    ).rejects.toMatchObject({ param: "duration_in_months" })
  })
})

describe("a promotion code", () => {
  const newCode = async (given: Partial<Stripe.PromotionCodeCreateParams> = {}) => {
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: "forever" })
    return stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "SPRING",
      ...given,
    })
  }
  const type = (session: Stripe.Checkout.Session, promotionCode: string) =>
    submit(`${session.url}/promotion`, { promotionCode })

  test("is typed on the page where the session allows it, and lowers what is paid", async () => {
    const code = await newCode()
    const session = await newSubscriptionSession(sandbox, { allow_promotion_codes: true })
    expect((await type(session, " spring ")).status).toBe(303)
    const page = await (await fetch(session.url ?? "")).text()
    expect(textsOf(page, "total")).toEqual(["$8.00"])
    await pay(session.url)
    expect((await stripe.charges.list()).data).toMatchObject([{ amount: 800 }])
    const paid = await stripe.checkout.sessions.retrieve(session.id)
    expect(paid.discounts).toMatchObject([{ promotion_code: code.id }])
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({ times_redeemed: 1 })
  })

  test("that nobody knows says so, and one that was applied can be taken away", async () => {
    await newCode()
    const session = await newSubscriptionSession(sandbox, { allow_promotion_codes: true })
    const page = await (await type(session, "WINTER")).text()
    expect(textsOf(page, "error")).toEqual(["This code is not valid."])
    await type(session, "SPRING")
    await type(session, "")
    const open = await stripe.checkout.sessions.retrieve(session.id)
    expect(open).toMatchObject({ amount_total: 1000, discounts: [] })
  })

  test("has no box, and no effect, where the session does not allow it", async () => {
    await newCode()
    const session = await newSubscriptionSession(sandbox)
    expect(await (await fetch(session.url ?? "")).text()).not.toContain("promotionCode")
    await type(session, "SPRING")
    expect((await stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(1000)
  })

  test("is found by its word and coupon, and can be put to rest", async () => {
    const code = await newCode()
    const { data } = await stripe.promotionCodes.list({ code: "spring" })
    expect(data.map((one) => one.id)).toEqual([code.id])
    const coupon = idOf(code.promotion.coupon)
    expect((await stripe.promotionCodes.list({ coupon })).data).toHaveLength(1)
    await stripe.promotionCodes.update(code.id, { active: false })
    const used = newSubscriptionSession(sandbox, { discounts: [{ promotion_code: code.id }] })
    await expect(used).rejects.toMatchObject({ param: "discounts[0][promotion_code]" })
  })
})
