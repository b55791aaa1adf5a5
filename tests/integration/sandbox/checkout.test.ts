import { expect, test } from "vitest"
import { cards, newSession, pay } from "@/tests/integration/sandbox/buyer"
import { stripeSecret, until, useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = useSandbox()

test("a paid session is complete, and its signed events reach the shop", async () => {
  const session = await newSession(sandbox.stripe, {
    client_reference_id: "checkout-1",
    metadata: { kiosk: "shop-1" },
    payment_intent_data: { metadata: { kiosk: "shop-1" } },
  })
  expect(session).toMatchObject({ status: "open", payment_status: "unpaid", amount_total: 2000 })

  const answer = await pay(session)
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
    customer_details: { email: "Ada@example.com", name: "Ada Lovelace" },
    payment_intent: {
      status: "succeeded",
      metadata: { kiosk: "shop-1" },
      latest_charge: { paid: true, amount: 2000, metadata: { kiosk: "shop-1" } },
    },
  })
  expect(paid.line_items?.data).toMatchObject([{ quantity: 1, amount_total: 2000 }])

  await until(() => sandbox.shop.types().includes("checkout.session.completed"))
  expect(sandbox.shop.types().sort()).toEqual(
    [
      "product.created",
      "price.created",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.completed",
    ].sort(),
  )
  const [first] = sandbox.shop.received
  const event = sandbox.stripe.webhooks.constructEvent(
    first?.body ?? "",
    String(first?.headers["stripe-signature"]),
    stripeSecret,
  )
  expect(event).toMatchObject({
    object: "event",
    api_version: "2026-10-28.endive",
    livemode: false,
  })
})

test("of two submissions at once one pays", async () => {
  const session = await newSession(sandbox.stripe)
  const answers = await Promise.all([pay(session), pay(session), pay(session)])
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303])
  const charges = await sandbox.stripe.charges.list()
  expect(charges.data).toHaveLength(1)
  expect(cards.pays).toBeTruthy()
})
