import { expect, it } from "vitest"
import { line, newSession } from "@/tests/integration/sandbox/new-session"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, textsOf } from "@/tests/support/buyer"
import { waitUntil } from "@/tests/support/wait-until"

const { stripe } = await useSandbox()

it("a customer's VAT number is pending until its authority is heard, and can be read and taken away", async () => {
  const { id } = await stripe.customers.create({ email: "ada@example.com" })
  const made = await stripe.customers.createTaxId(id, { type: "eu_vat", value: "de 136 695 976" })
  expect(made).toMatchObject({
    value: "DE136695976",
    country: "DE",
    verification: { status: "pending" },
  })
  const told = await waitUntil(async () => {
    const { data } = await stripe.events.list({ type: "customer.tax_id.updated" })
    return data[0] ?? null
  }, "the authority's answer")
  expect(told.data).toMatchObject({
    object: { id: made.id, verification: { status: "verified" } },
    previous_attributes: { verification: { status: "pending" } },
  })
  const swiss = await stripe.customers.createTaxId(id, {
    type: "ch_vat",
    value: "CHE-107.787.577 MWST",
  })
  expect(swiss.verification).toMatchObject({ status: "unavailable" })
  const listed = await stripe.customers.listTaxIds(id)
  expect(listed.data.map((one) => one.id)).toEqual([swiss.id, made.id])
  expect(await stripe.customers.deleteTaxId(id, made.id)).toMatchObject({ deleted: true })
  await expect(stripe.customers.retrieveTaxId(id, made.id)).rejects.toMatchObject({
    code: "resource_missing",
  })
  await expect(
    stripe.customers.createTaxId(id, { type: "eu_vat", value: "DE12" }),
  ).rejects.toMatchObject({ code: "tax_id_invalid", param: "value" })
})

it("a session keeps a business's number with its customer, and says which one is wrong; a known customer's name must be free to change", async () => {
  const taxed = { automatic_tax: { enabled: true }, tax_id_collection: { enabled: true } }
  const customer = await stripe.customers.create({ email: "ada@example.com" })
  const known = { ...taxed, customer: customer.id }
  await expect(
    newSession(stripe, { ...known, customer_update: { address: "auto" } }),
  ).rejects.toMatchObject({ param: "customer_update[name]" })
  const session = await newSession(stripe, {
    ...known,
    customer_update: { address: "auto", name: "auto" },
    line_items: [line(2000, "eur", { tax_behavior: "exclusive" })],
  })
  const wrong = await pay(session.url, cards.pays, { country: "DE", taxId: "FR12" })
  expect(textsOf(await wrong.text(), "error")).toHaveLength(2)
  await pay(session.url, cards.pays, {
    country: "DE",
    taxId: "DE136695976",
    businessName: "Engines",
  })
  const paid = await stripe.checkout.sessions.retrieve(session.id)
  expect(paid.total_details).not.toHaveProperty("breakdown")
  const expand = ["total_details.breakdown"]
  expect(await stripe.checkout.sessions.retrieve(session.id, { expand })).toMatchObject({
    status: "complete",
    amount_total: 2000,
    total_details: {
      amount_tax: 0,
      breakdown: { taxes: [{ amount: 0, taxability_reason: "reverse_charge" }] },
    },
    customer_details: { tax_ids: [{ type: "eu_vat", value: "DE136695976" }] },
  })
  const kept = await stripe.customers.retrieve(customer.id, { expand: ["tax_ids"] })
  expect(kept).toMatchObject({ name: "Engines", tax_ids: { data: [{ value: "DE136695976" }] } })
})
