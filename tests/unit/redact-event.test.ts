import fc from "fast-check"
import { expect, test } from "vitest"
import { redactEvent } from "@/lib/stripe/redact-event"
import { readCustomer, readSession } from "@/lib/stripe/snapshots"
import { readEvent } from "@/lib/stripe/verify-event"

const session = {
  id: "evt_1AbCdEf",
  object: "event",
  api_version: "2026-10-28.endive",
  created: 1_795_000_000,
  livemode: false,
  type: "checkout.session.completed",
  request: { id: "req_1", idempotency_key: "01a1fc54-f62c-73bb-b322-5973c1d266ea:1" },
  data: {
    object: {
      id: "cs_test_a1B2c3",
      object: "checkout.session",
      mode: "payment",
      status: "complete",
      payment_status: "paid",
      url: null,
      currency: "eur",
      amount_subtotal: 1999,
      amount_total: 1999,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 319 },
      customer: "cus_AbC123",
      customer_email: "Ada@Example.com",
      customer_details: {
        email: "Ada@Example.com",
        name: "Ada Lovelace",
        phone: "+43123456",
        address: { city: "London", line1: "12 St James’s Square", country: "GB" },
        tax_ids: [{ type: "gb_vat", value: "GB123456789" }],
      },
      payment_intent: "pi_AbC123",
      metadata: {
        kiosk: "01a1fc54-f62c-73bb-b322-5973c1d266ea",
        checkout: "01a1fc54-f62c-73bb-b322-5973c1d266eb",
        note: "for Ada",
      },
      custom_fields: [{ key: "nick", text: { value: "ada" } }],
      expires_at: 1_795_100_000,
      livemode: false,
      shipping: { name: "Ada Lovelace" },
    },
    previous_attributes: { customer_email: "ada@example.org" },
  },
}

test("B45: an event keeps ids, types, states and amounts, and nothing of a person", () => {
  const redacted = redactEvent(session)
  expect(JSON.stringify(redacted)).not.toMatch(/\b(ada|lovelace|london|james)|43123456|GB/i)
  const event = readEvent(redacted)
  expect(event).toMatchObject({
    id: session.id,
    type: session.type,
    apiVersion: session.api_version,
  })
  expect(readSession(event.object)).toMatchObject({
    id: "cs_test_a1B2c3",
    customerId: "cus_AbC123",
    paymentIntentId: "pi_AbC123",
    amountTotal: 1999,
    amountTax: 319,
    email: null,
    name: null,
    metadata: {
      kiosk: session.data.object.metadata.kiosk,
      checkout: session.data.object.metadata.checkout,
    },
  })
  expect(event.object.metadata).not.toHaveProperty("note")
})

test("B45: cards lose what tells them apart; what a bank said stays", () => {
  const charge = {
    id: "ch_AbC123",
    amount: 500,
    outcome: { type: "authorized", risk_level: "normal" },
    billing_details: { name: "ada" },
    receipt_email: "ada",
    receipt_url: "https://pay.stripe.com/receipts/x",
    payment_method_details: {
      type: "card",
      card: { brand: "visa", last4: "4242", exp_month: 12, fingerprint: "abc", iin: "424242" },
    },
    evidence: { customer_purchase_ip: "192.0.2.1", customer_name: "ada" },
  }
  expect(redactEvent(charge)).toEqual({
    id: "ch_AbC123",
    amount: 500,
    outcome: { type: "authorized", risk_level: "normal" },
    billing_details: null,
    receipt_email: null,
    receipt_url: null,
    payment_method_details: {
      type: "card",
      card: { brand: "visa", last4: null, exp_month: null, fingerprint: null, iin: null },
    },
    evidence: null,
  })
})

test("a redacted customer can still be read", () => {
  const customer = { id: "cus_1234", name: "Ada", email: "ada@example.com", address: null }
  expect(readCustomer(redactEvent(customer))).toMatchObject({ id: "cus_1234", name: null })
})

const text = fc.oneof(fc.string(), fc.emailAddress(), fc.constant("Ada Lovelace"), fc.ipV4())
const tree = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4 }),
  ),
})).tree

test("property: redacting twice is redacting once, and no address or name in words survives", () => {
  fc.assert(
    fc.property(tree, (value) => {
      const once = redactEvent({ value })
      expect(redactEvent(once)).toEqual(once)
      const left = valuesOf(once).filter((one) => /@|\s|^\d+\.\d+\./.test(one))
      expect(left).toEqual([])
    }),
  )
})

function valuesOf(value: unknown): string[] {
  if (typeof value === "string") return [value]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(valuesOf) : []
}
