import { describe, expect, test } from "vitest"
import { line, newSession } from "@/tests/integration/sandbox/new-session"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit, textsOf } from "@/tests/support/buyer"
import { testSecrets } from "@/tests/support/environment"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()

const intentOf = async (session: string) => {
  const { payment_intent: intent } = await sandbox.stripe.checkout.sessions.retrieve(session)
  return typeof intent === "string" ? intent : ""
}
const typesSoFar = async () =>
  (await sandbox.stripe.events.list({ limit: 100 })).data.map((event) => event.type).reverse()

test("a paid session is complete, and its signed events reach the shop", async () => {
  const session = await newSession(sandbox.stripe, {
    client_reference_id: "checkout-1",
    metadata: { kiosk: "shop-1" },
    payment_intent_data: { metadata: { kiosk: "shop-1" }, receipt_email: "ada@example.com" },
  })
  expect(session).toMatchObject({ status: "open", payment_status: "unpaid", amount_total: 2000 })

  const answer = await pay(session.url)
  expect(answer.status).toBe(303)
  expect(answer.headers.get("location")).toBe(
    `http://127.0.0.1:3000/checkout/success?session_id=${session.id}`,
  )

  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
    expand: ["line_items", "payment_intent.latest_charge"],
  })
  expect(paid).toMatchObject({
    status: "complete",
    payment_status: "paid",
    client_reference_id: "checkout-1",
    customer: null,
    customer_details: { email: "Ada@Example.com", name: "Ada Lovelace" },
    payment_intent: {
      status: "succeeded",
      metadata: { kiosk: "shop-1" },
      receipt_email: "ada@example.com",
      latest_charge: { paid: true, amount: 2000, metadata: { kiosk: "shop-1" } },
    },
  })
  expect(paid.line_items?.data).toMatchObject([{ quantity: 1, amount_total: 2000 }])

  await waitUntil(() => sandbox.shop.received.length === 6)
  expect(await typesSoFar()).toEqual([
    "product.created",
    "price.created",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
  ])
  for (const { body, headers } of sandbox.shop.received) {
    const signature = String(headers["stripe-signature"])
    const event = sandbox.stripe.webhooks.constructEvent(
      body,
      signature,
      testSecrets.STRIPE_WEBHOOK_SECRET,
    )
    expect(event).toMatchObject({ api_version: "2026-10-28.endive", livemode: false })
  }
})

test("of several submissions at once one pays", async () => {
  const session = await newSession(sandbox.stripe)
  const answers = await Promise.all([pay(session.url), pay(session.url), pay(session.url)])
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303])
  expect((await sandbox.stripe.charges.list()).data).toHaveLength(1)
})

test.each([
  [cards.declined, "Your card was declined.", "generic_decline"],
  [cards.noFunds, "Your card has insufficient funds.", "insufficient_funds"],
  [cards.failsWhenCharged, "Your card was declined.", "generic_decline"],
])("a refused card (%s) leaves the session open and says why", async (card, reason, code) => {
  const session = await newSession(sandbox.stripe)
  const page = await (await pay(session.url, card)).text()
  expect(textsOf(page, "error")).toEqual([reason])
  expect(page).toContain('value="Ada@Example.com"')
  expect(page).not.toContain('value="123"')
  const intent = await sandbox.stripe.paymentIntents.retrieve(await intentOf(session.id))
  expect(intent).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { decline_code: code },
  })
  expect(await typesSoFar()).toEqual(
    expect.arrayContaining(["charge.failed", "payment_intent.payment_failed"]),
  )

  expect((await pay(session.url)).status).toBe(303)
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id)
  expect(paid).toMatchObject({ payment_status: "paid", payment_intent: intent.id })
})

describe("a card that asks for authentication", () => {
  test("pays once the buyer authorizes", async () => {
    const session = await newSession(sandbox.stripe)
    const asked = (await pay(session.url, cards.authenticate)).headers.get("location") ?? ""
    expect(asked).toMatch(/^\/c\/authenticate\/pi_/)
    const page = await (await fetch(sandbox.url + asked)).text()
    expect(textsOf(page, "authorize")).toEqual(["Authorize"])
    const done = await submit(sandbox.url + asked, { result: "passed" })
    expect(done.headers.get("location")).toContain(`session_id=${session.id}`)
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(1)
    await submit(sandbox.url + asked, { result: "passed" })
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(1)
  })

  test("is refused when the buyer fails it", async () => {
    const session = await newSession(sandbox.stripe)
    const asked = (await pay(session.url, cards.authenticate)).headers.get("location") ?? ""
    const page = await (await submit(sandbox.url + asked, { result: "failed" })).text()
    expect(textsOf(page, "error")).toEqual([
      "Authentication failed. Try again, or use another card.",
    ])
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(0)
    expect(await typesSoFar()).toContain("payment_intent.requires_action")
  })

  test("charges nothing after the session has expired", async () => {
    const session = await newSession(sandbox.stripe)
    const asked = (await pay(session.url, cards.authenticate)).headers.get("location") ?? ""
    await sandbox.stripe.checkout.sessions.expire(session.id)
    await submit(sandbox.url + asked, { result: "passed" })
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(0)
  })
})

describe("a method that settles later", () => {
  test.each([
    ["succeeded", "paid", "checkout.session.async_payment_succeeded"],
    ["failed", "unpaid", "checkout.session.async_payment_failed"],
  ])("completes the session unpaid, then %s", async (status, paymentStatus, type) => {
    const session = await newSession(sandbox.stripe)
    expect((await pay(session.url, cards.settlesLater)).status).toBe(303)
    expect(await sandbox.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
    })
    const intent = await intentOf(session.id)
    expect((await sandbox.stripe.paymentIntents.retrieve(intent)).status).toBe("processing")

    await sandbox.control(`payments/${intent}`, { status })
    const after = await sandbox.stripe.checkout.sessions.retrieve(session.id)
    expect(after.payment_status).toBe(paymentStatus)
    expect((await typesSoFar()).at(-1)).toBe(type)
    await expect(sandbox.control(`payments/${intent}`, { status })).rejects.toThrow(/ 400 /)
  })

  test("can be chosen as bank transfer without a card", async () => {
    const session = await newSession(sandbox.stripe)
    await submit(session.url ?? "", { email: "ada@example.com", method: "bank" })
    const { data } = await sandbox.stripe.charges.list()
    expect(data).toMatchObject([{ status: "pending", paid: false }])
  })

  test("is not offered when the session takes cards only", async () => {
    const session = await newSession(sandbox.stripe, { allowed_payment_method_types: ["card"] })
    expect(await (await fetch(session.url ?? "")).text()).not.toContain('name="method"')
  })
})

test("a free session asks for an email only and makes no payment", async () => {
  const session = await newSession(sandbox.stripe, { line_items: [line(0)] })
  expect(session.payment_status).toBe("no_payment_required")
  const page = await (await fetch(session.url ?? "")).text()
  expect(page).toContain('name="email"')
  expect(page).not.toContain('name="cardNumber"')
  expect((await submit(session.url ?? "", { email: "ada@example.com" })).status).toBe(303)
  const done = await sandbox.stripe.checkout.sessions.retrieve(session.id)
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "no_payment_required",
    payment_intent: null,
  })
})

test("what is wrong is said at its field, and nothing is charged", async () => {
  const session = await newSession(sandbox.stripe)
  const page = await (
    await submit(session.url ?? "", {
      email: "nobody",
      cardNumber: "4242 4242 4242 4241",
      cardExpiry: "01/20",
      cardCvc: "1",
    })
  ).text()
  expect(textsOf(page, "error")).toHaveLength(4)
  expect((await sandbox.stripe.paymentIntents.list()).data).toHaveLength(0)
})

test("a session makes a customer only when it was asked to", async () => {
  const session = await newSession(sandbox.stripe, { customer_creation: "always" })
  await pay(session.url)
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ["customer"] })
  expect(paid.customer).toMatchObject({ object: "customer", email: "Ada@Example.com" })
  expect(await typesSoFar()).toContain("customer.created")
})
