import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  daySeconds,
  eventTypes,
  newSubscriptionSession,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit, textsOf } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const { stripe } = sandbox

describe("a trial", () => {
  const trial = { subscription_data: { trial_period_days: 7 } }

  test("takes a card but no money, and says what comes after", async () => {
    const session = await newSubscriptionSession(sandbox, trial)
    expect(session).toMatchObject({ amount_total: 0, amount_subtotal: 0 })
    const page = await (await fetch(session.url ?? "")).text()
    expect(textsOf(page, "total")).toEqual(["$0.00"])
    expect(textsOf(page, "recurring")[0]).toMatch(/^Free until .*, then \$10\.00 every month/)
    await pay(session.url)
    const paid = await stripe.checkout.sessions.retrieve(session.id)
    expect(paid).toMatchObject({ status: "complete", payment_status: "no_payment_required" })
    const subscription = await stripe.subscriptions.retrieve(idOf(paid.subscription))
    expect(subscription).toMatchObject({
      status: "trialing",
      default_payment_method: expect.stringMatching(/^pm_/),
    })
    expect((subscription.trial_end ?? 0) - (subscription.trial_start ?? 0)).toBe(7 * daySeconds)
    expect(await stripe.invoices.retrieve(idOf(paid.invoice))).toMatchObject({
      status: "paid",
      amount_due: 0,
      lines: { data: [{ amount: 0 }] },
    })
    expect((await stripe.charges.list()).data).toEqual([])
  })

  test("asks for no card when none is needed", async () => {
    const session = await newSubscriptionSession(sandbox, {
      ...trial,
      payment_method_collection: "if_required",
    })
    const page = await (await fetch(session.url ?? "")).text()
    expect(page).not.toContain('name="cardNumber"')
    await submit(session.url ?? "", { email: "ada@example.com" })
    const [subscription] = (await stripe.subscriptions.list()).data
    expect(subscription).toMatchObject({ status: "trialing", default_payment_method: null })
  })

  test("asks the bank first where the card wants it", async () => {
    const session = await newSubscriptionSession(sandbox, trial)
    const asked = await pay(session.url, cards.authenticate)
    expect((await stripe.subscriptions.list()).data).toEqual([])
    await submit(`${sandbox.url}${asked.headers.get("location")}`, { result: "passed" })
    expect((await stripe.subscriptions.list()).data).toMatchObject([{ status: "trialing" }])
  })
})

test("a short trial is announced when it begins, not before", async () => {
  const subscription = await subscribe(sandbox, { subscription_data: { trial_period_days: 2 } })
  await expect
    .poll(async () => (await eventTypes(sandbox, subscription.id)).at(-1), { timeout: 10_000 })
    .toBe("customer.subscription.trial_will_end")
  const [event] = (await stripe.events.list({ type: "customer.subscription.trial_will_end" })).data
  expect(event?.created).toBeGreaterThanOrEqual(subscription.created)
})
