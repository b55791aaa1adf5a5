import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { pay } from "@/tests/support/buyer"
import { makeProduct, revoke } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, click, startSelling } from "@/tests/support/selling"
import { callStripe, listEvents } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

async function sessions(): Promise<Record<string, unknown>[]> {
  const { data } = await callStripe(sandbox.url, "checkout/sessions?limit=100")
  return Array.isArray(data) ? data : []
}

async function bought(more: Parameters<typeof begin>[1] = {}) {
  const product = await makeProduct()
  const { url, checkoutId } = await begin(product, more)
  await pay(url)
  await waitUntil(async () => db().purchase.findFirst(), "the purchase")
  return { product, checkoutId }
}

describe("a click on Buy now", () => {
  it("K1 K9 charges the price of the database, in minor units, for the edition that was chosen", async () => {
    const product = await makeProduct({
      editions: [{ amount: 900 }, { amount: 1999, title: "EPUB" }],
    })
    const started = await click(product.editions[1]?.slug ?? "")
    expect(started.outcome).toBe("redirect")
    const [session] = await sessions()
    expect(session).toMatchObject({ amount_total: 1999, currency: "usd", mode: "payment" })
    const line = await db().checkoutLine.findFirstOrThrow()
    expect(line).toMatchObject({ editionId: product.editions[1]?.id, amountTotal: 1999 })
  })

  it("K5 K6 asks for no address, and marks the session and its payment as this shop's", async () => {
    const { checkoutId } = await begin(await makeProduct())
    const [session] = await sessions()
    expect(session).toMatchObject({
      billing_address_collection: null,
      shipping_address_collection: null,
      metadata: { checkout: checkoutId },
    })
  })

  it("K7 offers whatever methods the account has switched on: the shop names none", async () => {
    await begin(await makeProduct())
    expect((await sessions())[0]).toMatchObject({ payment_method_types: ["card", "sepa_debit"] })
  })

  it("P3 charges 100 yen as 100", async () => {
    await begin(await makeProduct({ editions: [{ amount: 100, currency: "jpy" }] }))
    expect((await sessions())[0]).toMatchObject({ amount_total: 100, currency: "jpy" })
  })

  it("charges in the currency that the visitor was shown, else in the edition's first", async () => {
    const product = await makeProduct()
    await db().price.create({
      data: {
        id: randomUUID(),
        editionId: product.edition.id,
        currency: "eur",
        amount: 1800,
        position: 1,
      },
    })
    await begin(product, { currency: "eur" })
    expect((await sessions())[0]).toMatchObject({ amount_total: 1800, currency: "eur" })
    await begin(product, { currency: "chf" })
    expect((await sessions())[0]).toMatchObject({ amount_total: 1999, currency: "usd" })
  })

  it("keeps which terms were agreed to, and when", async () => {
    await begin(await makeProduct())
    const order = await db().checkout.findFirstOrThrow()
    expect(order.termsVersion).toBeTruthy()
    expect(order.termsAgreedAt).toBeInstanceOf(Date)
  })

  it("K9 K24 leads nowhere for what is unknown, archived, a draft, or not out yet", async () => {
    const products = await Promise.all([
      makeProduct({ archivedAt: new Date() }),
      makeProduct({ publishedAt: null }),
      makeProduct({ publishedAt: new Date(Date.now() + 60_000) }),
      makeProduct({ editions: [{ amount: null }] }),
    ])
    for (const slug of ["unknown", "", ...products.map((product) => product.edition.slug)])
      expect((await click(slug)).outcome, slug).toBe("not-found")
    expect(await sessions()).toHaveLength(0)
    expect(await db().checkout.count()).toBe(0)
  })

  it("K9 an attempt that was made for another edition leads nowhere", async () => {
    const attempt = randomUUID()
    await begin(await makeProduct(), { attempt })
    const other = await makeProduct()
    expect((await click(other.edition.slug, { attempt })).outcome).toBe("not-found")
    expect(await sessions()).toHaveLength(1)
  })

  it("a double click makes one order and one session", async () => {
    const product = await makeProduct()
    const attempt = randomUUID()
    const clicks = await Promise.all(
      Array.from({ length: 5 }, () => click(product.edition.slug, { attempt })),
    )
    const urls = clicks.map((one) => (one.outcome === "redirect" ? one.url : one.outcome))
    expect(new Set(urls).size).toBe(1)
    expect(urls[0]).toMatch(/^http/)
    expect(await db().checkout.count()).toBe(1)
    expect(await sessions()).toHaveLength(1)
  })

  it("is limited for each network", async () => {
    const { edition } = await makeProduct()
    for (let n = 0; n < 30; n++) await click(edition.slug, { network: "203.0.113.0" })
    await expect(click(edition.slug, { network: "203.0.113.0" })).rejects.toMatchObject({
      code: "rate-limited",
      message: expect.stringMatching(/Try again in \d+ minute/),
    })
    expect((await click(edition.slug, { network: "198.51.100.0" })).outcome).toBe("redirect")
  })
})

describe("B14 an owner who clicks again", () => {
  it("is led to the order, and charged only when they said again", async () => {
    const { product, checkoutId } = await bought()
    const visitor = { customerId: null, checkoutIds: [checkoutId] }
    const second = await click(product.edition.slug, { visitor })
    expect(second).toMatchObject({
      outcome: "owned",
      path: expect.stringMatching(/^\/orders\//),
    })
    expect(await sessions()).toHaveLength(1)
    const again = await click(product.edition.slug, { visitor, again: true })
    expect(again.outcome).toBe("redirect")
  })

  it("with the old page's button is led to the order as well", async () => {
    const attempt = randomUUID()
    const { product } = await bought({ attempt })
    expect((await click(product.edition.slug, { attempt })).outcome).toBe("owned")
    expect(await sessions()).toHaveLength(1)
  })

  it("may buy again what was refunded", async () => {
    const { product, checkoutId } = await bought()
    await revoke((await db().purchase.findFirstOrThrow()).id)
    const visitor = { customerId: null, checkoutIds: [checkoutId] }
    const second = await click(product.edition.slug, { visitor })
    expect(second.outcome).toBe("redirect")
  })
})

describe("fault 18 when Stripe", () => {
  const attempt = () => randomUUID()

  it("fails for good, the same click works later under a new key", async () => {
    const { edition } = await makeProduct()
    const input = { attempt: attempt() }
    await sandbox.control("api", { mode: "error", path: "/v1/checkout/sessions" })
    expect(await click(edition.slug, input)).toEqual({ outcome: "unavailable", ...input })
    await sandbox.control("api", { mode: "ok" })
    expect((await click(edition.slug, input)).outcome).toBe("redirect")
    expect(await db().checkout.findFirst()).toMatchObject({ stripeAttempt: 2 })
    expect(await sessions()).toHaveLength(1)
  })

  it("asks to slow down, the same click works later under the same key", async () => {
    const { edition } = await makeProduct()
    const input = { attempt: attempt() }
    await sandbox.control("api", { mode: "rate-limit", path: "/v1/checkout/sessions" })
    expect((await click(edition.slug, input)).outcome).toBe("unavailable")
    await sandbox.control("api", { mode: "ok" })
    expect((await click(edition.slug, input)).outcome).toBe("redirect")
    expect(await db().checkout.findFirst()).toMatchObject({ stripeAttempt: 1 })
  })

  it("is cut off before it acts, nothing is made and the click works later", async () => {
    const { edition } = await makeProduct()
    const input = { attempt: attempt() }
    await sandbox.control("api", { mode: "reset", path: "/v1/checkout/sessions" })
    expect((await click(edition.slug, input)).outcome).toBe("unavailable")
    await sandbox.control("api", { mode: "ok" })
    expect(await sessions()).toHaveLength(0)
    expect((await click(edition.slug, input)).outcome).toBe("redirect")
  })

  it("is cut off after it acted, the click finds the session that was made", async () => {
    const { edition } = await makeProduct()
    const input = { attempt: attempt() }
    await sandbox.control("api", { mode: "reset-after", path: "/v1/checkout/sessions", times: 2 })
    expect((await click(edition.slug, input)).outcome).toBe("unavailable")
    await sandbox.control("api", { mode: "ok" })
    expect(await sessions()).toHaveLength(1)
    expect((await click(edition.slug, input)).outcome).toBe("redirect")
    expect(await sessions()).toHaveLength(1)
  })

  it("lets a session lapse, the same click gets a new one, and paying charges once", async () => {
    const { edition } = await makeProduct()
    const input = { attempt: attempt() }
    const first = await click(edition.slug, input)
    const [session] = await sessions()
    await sandbox.control(`sessions/${String(session?.id)}/expire`)
    await waitUntil(
      async () => (await db().checkout.findFirst())?.status === "expired",
      "the order to lapse",
    )
    const second = await click(edition.slug, input)
    if (second.outcome !== "redirect" || first.outcome !== "redirect") throw new Error("no page")
    expect(second.url).not.toBe(first.url)
    await pay(second.url)
    await waitUntil(async () => db().purchase.findFirst(), "the purchase")
    const charges = (await listEvents(sandbox.url)).filter((one) => one.type === "charge.succeeded")
    expect(charges).toHaveLength(1)
    await checkInvariants()
  })
})
