import { describe, expect, test } from "vitest"
import { newSession } from "@/tests/integration/sandbox/new-session"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit, textsOf } from "@/tests/support/buyer"

const sandbox = await useSandbox()

const newCustomer = () => sandbox.stripe.customers.create({ email: "ada@example.com" })
const cardsOf = async (customer: string) =>
  (await sandbox.stripe.paymentMethods.list({ customer, type: "card" })).data
const eventTypes = async () =>
  (await sandbox.stripe.events.list({ limit: 100 })).data.map((event) => event.type).reverse()

/** A page that keeps a card. */
async function setupPage(allow_redisplay: "always" | "limited" = "always") {
  const customer = await newCustomer()
  const session = await sandbox.stripe.checkout.sessions.create({
    mode: "setup",
    customer: customer.id,
    currency: "usd",
    allowed_payment_method_types: ["card"],
    payment_method_data: { allow_redisplay },
    setup_intent_data: { metadata: { kiosk: "shop-1" } },
    success_url: "http://127.0.0.1:3000/account/cards?added={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1:3000/account/cards",
  })
  return { customer: customer.id, session }
}

/** The same shopper's payment page, with the box to save. */
const paymentPage = (customer: string) =>
  newSession(sandbox.stripe, {
    customer,
    saved_payment_method_options: { payment_method_save: "enabled" },
  })

describe("a session in setup mode", () => {
  test("keeps the card for its customer, and charges nothing", async () => {
    const { customer, session } = await setupPage()
    expect(session).toMatchObject({ amount_total: null, payment_status: "no_payment_required" })
    const answer = await pay(session.url)
    expect(answer.headers.get("location")).toContain(`added=${session.id}`)
    const done = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["setup_intent"],
    })
    expect(done).toMatchObject({
      status: "complete",
      mode: "setup",
      payment_intent: null,
      setup_intent: { status: "succeeded", metadata: { kiosk: "shop-1" }, customer },
    })
    expect(await cardsOf(customer)).toMatchObject([
      { customer, allow_redisplay: "always", card: { last4: "4242", brand: "visa" } },
    ])
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(0)
    expect(await eventTypes()).toEqual([
      "customer.created",
      "setup_intent.created",
      "payment_method.attached",
      "setup_intent.succeeded",
      "checkout.session.completed",
    ])
  })

  test.each([
    [cards.declined, "Your card was declined."],
    [cards.noFunds, "Your card has insufficient funds."],
  ])("says why a card (%s) is not kept, and takes another", async (card, reason) => {
    const { customer, session } = await setupPage()
    expect(textsOf(await (await pay(session.url, card)).text(), "error")).toEqual([reason])
    expect(await cardsOf(customer)).toEqual([])
    expect(await eventTypes()).toContain("setup_intent.setup_failed")
    expect((await pay(session.url)).status).toBe(303)
    expect(await cardsOf(customer)).toHaveLength(1)
  })

  test("asks the bank once: refused it keeps nothing, confirmed the card pays without a question", async () => {
    const { customer, session } = await setupPage()
    const ask = async () =>
      sandbox.url + ((await pay(session.url, cards.authenticate)).headers.get("location") ?? "")
    const page = await (await submit(await ask(), { result: "failed" })).text()
    expect(textsOf(page, "error")).toEqual([
      "Authentication failed. Try again, or use another card.",
    ])
    expect(await cardsOf(customer)).toEqual([])
    expect((await submit(await ask(), { result: "passed" })).status).toBe(303)
    const [kept] = await cardsOf(customer)
    const paying = await paymentPage(customer)
    const paid = await submit(paying.url ?? "", { savedMethod: kept?.id ?? "" })
    expect(paid.headers.get("location")).toContain(`session_id=${paying.id}`)
  })

  test("needs a currency, and takes nothing that is for paying", async () => {
    const params = {
      mode: "setup",
      customer: (await newCustomer()).id,
      success_url: "http://127.0.0.1:3000/",
    } as const
    const { sessions } = sandbox.stripe.checkout
    await expect(sessions.create(params)).rejects.toMatchObject({ param: "currency" })
    await expect(
      sessions.create({
        ...params,
        currency: "usd",
        saved_payment_method_options: { payment_method_save: "enabled" },
      }),
    ).rejects.toMatchObject({ param: "saved_payment_method_options" })
  })
})

describe("a customer's payment page", () => {
  test("keeps a card when the box is ticked, and the next page pays with it in one click", async () => {
    const { id: customer } = await newCustomer()
    const first = await paymentPage(customer)
    await pay(first.url, cards.pays, { saveCard: "yes" })
    const [kept] = await cardsOf(customer)
    expect(kept).toMatchObject({ allow_redisplay: "always" })

    const second = await paymentPage(customer)
    const page = await (await fetch(second.url ?? "")).text()
    expect(page).toContain("Visa ending in 4242, expires 12/34")
    expect(page).toMatch(/name="email"[^>]*value="ada@example.com"[^>]*readonly/)
    expect((await submit(second.url ?? "", { savedMethod: kept?.id ?? "" })).status).toBe(303)
    const { data } = await sandbox.stripe.charges.list()
    expect(data).toMatchObject([
      { customer, payment_method: kept?.id },
      { customer, payment_method: kept?.id },
    ])
    expect(await cardsOf(customer)).toHaveLength(1)
  })

  test("keeps nothing when the box is not ticked, or the card was declined", async () => {
    const { id: customer } = await newCustomer()
    const session = await paymentPage(customer)
    await pay(session.url, cards.declined, { saveCard: "yes" })
    await pay(session.url)
    expect(await cardsOf(customer)).toEqual([])
  })

  test("shows only what may be shown again", async () => {
    const { customer, session } = await setupPage("limited")
    await pay(session.url)
    const [kept] = await cardsOf(customer)
    const paying = await paymentPage(customer)
    expect(await (await fetch(paying.url ?? "")).text()).not.toContain("ending in")
    const refused = await submit(paying.url ?? "", { savedMethod: kept?.id ?? "" })
    expect(refused.status).toBe(200)
    const all = await newSession(sandbox.stripe, {
      customer,
      saved_payment_method_options: { allow_redisplay_filters: ["always", "limited"] },
    })
    expect(await (await fetch(all.url ?? "")).text()).toContain("Visa ending in 4242")
  })

  test("takes no card of somebody else", async () => {
    const { customer: other, session } = await setupPage()
    await pay(session.url)
    const [theirs] = await cardsOf(other)
    const mine = await paymentPage((await newCustomer()).id)
    expect((await submit(mine.url ?? "", { savedMethod: theirs?.id ?? "" })).status).toBe(200)
    expect((await sandbox.stripe.charges.list()).data).toEqual([])
  })

  test("says so when the saved card fails, and takes another", async () => {
    const { customer, session } = await setupPage()
    await pay(session.url, cards.failsWhenCharged)
    const [kept] = await cardsOf(customer)
    const paying = await paymentPage(customer)
    const page = await (await submit(paying.url ?? "", { savedMethod: kept?.id ?? "" })).text()
    expect(textsOf(page, "error")).toEqual(["Your card was declined."])
    expect((await pay(paying.url, cards.pays, { savedMethod: kept?.id ?? "" })).status).toBe(303)
  })
})
