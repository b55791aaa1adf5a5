import { describe, expect, it } from "vitest"
import { addCard } from "@/lib/account/add-card"
import { chooseDefaultCard } from "@/lib/account/choose-default-card"
import { keepCard } from "@/lib/account/keep-card"
import { type Card, listCards } from "@/lib/account/list-cards"
import { removeCard } from "@/lib/account/remove-card"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { cards, pay } from "@/tests/support/buyer"
import { startSelling } from "@/tests/support/selling"
import { callStripe, eventOf, listEvents } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const origin = "http://localhost:3000"

const newCustomer = (email = "ada@example.com") => saveCustomer({ email, name: "Ada" })

async function listed(customerId: string): Promise<Card[]> {
  const answer = await listCards(customerId)
  if (answer.outcome !== "listed") throw new Error("Stripe did not answer.")
  return answer.cards
}

/** Saves a card as its owner does: on Stripe's page. */
async function save(customerId: string, card = cards.pays, more: Record<string, string> = {}) {
  const added = await addCard({ customerId, origin })
  if (added.outcome !== "redirect") throw new Error("There is no page to save a card.")
  const answer = await pay(added.url, card, more)
  const place = new URL(answer.headers.get("location") ?? "")
  expect(place.pathname).toBe("/account/cards/added")
  const sessionId = place.searchParams.get("session_id") ?? ""
  expect(await keepCard(sessionId, customerId)).toMatchObject({ outcome: "kept" })
  return sessionId
}

describe("S1: a customer's saved cards", () => {
  it("are none before there is one, without a word to Stripe", async () => {
    await sandbox.control("api", { mode: "error" })
    expect(await listed(await newCustomer())).toEqual([])
  })

  it("tell brand, last digits and expiry; the first is the default", async () => {
    const customer = await newCustomer()
    await save(customer, cards.pays, { cardExpiry: "03/31" })
    expect(await listed(customer)).toMatchObject([
      { brand: "visa", last4: "4242", expMonth: 3, expYear: 2031, isDefault: true },
    ])
    await save(customer, "5555 5555 5555 4444")
    expect((await listed(customer)).map(({ brand, isDefault }) => [brand, isDefault])).toEqual([
      ["visa", true],
      ["mastercard", false],
    ])
  })

  it("are at Stripe alone: no row of the shop has a card's number or its id", async () => {
    const customer = await newCustomer()
    await save(customer)
    const [card] = await listed(customer)
    const rows = JSON.stringify([
      await db().customer.findMany(),
      await db().checkout.findMany(),
      await db().session.findMany(),
    ])
    expect(rows).not.toContain(card?.id)
    expect(rows).not.toContain("4242")
  })

  it("the default is chosen, and shown first", async () => {
    const customer = await newCustomer()
    await save(customer)
    await save(customer, "5555 5555 5555 4444")
    const [, second] = await listed(customer)
    expect(await chooseDefaultCard(customer, second?.id ?? "")).toMatchObject({
      outcome: "chosen",
    })
    expect((await listed(customer))[0]).toMatchObject({ id: second?.id, isDefault: true })
  })

  it("a default that is removed leaves the next as default, the last one none", async () => {
    const customer = await newCustomer()
    await save(customer)
    await save(customer, "5555 5555 5555 4444")
    const [first, second] = await listed(customer)
    expect(await removeCard(customer, first?.id ?? "")).toBe("removed")
    expect(await listed(customer)).toMatchObject([{ id: second?.id, isDefault: true }])
    expect(await removeCard(customer, first?.id ?? "")).toBe("not-found")
    expect(await removeCard(customer, second?.id ?? "")).toBe("removed")
    expect(await listed(customer)).toEqual([])
  })

  it("fault 29: somebody else's card, and one that never was, are not found and stay as they are", async () => {
    const [ada, eve] = [await newCustomer(), await newCustomer("eve@example.com")]
    await save(ada)
    await save(eve)
    const [theirs] = await listed(ada)
    for (const id of [theirs?.id ?? "", "pm_none", "../customers", ""]) {
      expect(await removeCard(eve, id), id).toBe("not-found")
      expect(await chooseDefaultCard(eve, id), id).toEqual({ outcome: "not-found" })
    }
    expect(await listed(ada)).toMatchObject([{ id: theirs?.id, isDefault: true }])
    const nobody = await newCustomer("new@example.com")
    expect(await removeCard(nobody, theirs?.id ?? "")).toBe("not-found")
  })

  it("fault 29: a session that saved somebody else's card is nobody's business", async () => {
    const [ada, eve] = [await newCustomer(), await newCustomer("eve@example.com")]
    const sessionId = await save(ada)
    await save(eve)
    for (const id of [sessionId, "cs_none", "", "../customers"])
      expect(await keepCard(id, eve), id).toEqual({ outcome: "foreign" })
  })

  it("with Stripe silent there is an answer that says so", async () => {
    const customer = await newCustomer()
    await save(customer)
    await sandbox.control("api", { mode: "reset" })
    expect(await listCards(customer)).toEqual({ outcome: "unavailable" })
    expect(await addCard({ customerId: customer, origin })).toEqual({ outcome: "unavailable" })
  })

  it("a customer who was deleted at Stripe has none, and can add one again", async () => {
    const customer = await newCustomer()
    await save(customer)
    const { stripeCustomerId } = await db().customer.findUniqueOrThrow({ where: { id: customer } })
    await fetch(`${sandbox.url}/v1/customers/${stripeCustomerId}`, {
      method: "DELETE",
      headers: { authorization: "Bearer sk_test_x" },
    })
    expect(await listed(customer)).toEqual([])
    await save(customer)
    expect(await listed(customer)).toHaveLength(1)
  })

  it("pages to add one are limited for each customer", async () => {
    const [ada, eve] = [await newCustomer(), await newCustomer("eve@example.com")]
    for (let n = 0; n < 10; n++) await addCard({ customerId: ada, origin })
    await expect(addCard({ customerId: ada, origin })).rejects.toMatchObject({
      code: "rate-limited",
    })
    expect((await addCard({ customerId: eve, origin })).outcome).toBe("redirect")
  })
})

describe("a session that saved a card", () => {
  it("is applied by the webhook alone, and is no order", async () => {
    const customer = await newCustomer()
    const added = await addCard({ customerId: customer, origin })
    await pay(added.outcome === "redirect" ? added.url : null)
    await waitUntil(async () => (await listed(customer))[0]?.isDefault, "the default")
    const { id } = await eventOf(sandbox.url, "checkout.session.completed")
    await waitUntil(async () => {
      const row = await db().stripeEvent.findUnique({ where: { id } })
      return row?.outcome === "applied"
    }, "the event")
    expect(await db().checkout.count()).toBe(0)
    expect(await db().mail.count()).toBe(0)
  })

  it("keeps the default that there was", async () => {
    const customer = await newCustomer()
    await save(customer)
    const [first] = await listed(customer)
    await save(customer, "5555 5555 5555 4444")
    expect((await listed(customer))[0]).toMatchObject({ id: first?.id, isDefault: true })
  })

  it("of another site's is ignored", async () => {
    const { id: stranger } = await callStripe(sandbox.url, "customers", { name: "Bo" })
    const { url } = await callStripe(sandbox.url, "checkout/sessions", {
      mode: "setup",
      customer: String(stranger),
      currency: "usd",
      success_url: "http://elsewhere.example/",
    })
    await pay(String(url))
    const { id } = await eventOf(sandbox.url, "checkout.session.completed")
    await waitUntil(async () => {
      const row = await db().stripeEvent.findUnique({ where: { id } })
      return row?.outcome === "ignored"
    }, "the event")
    const types = (await listEvents(sandbox.url)).map((event) => event.type)
    expect(types).not.toContain("customer.updated")
  })
})
