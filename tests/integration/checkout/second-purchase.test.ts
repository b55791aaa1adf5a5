import { describe, expect, it } from "vitest"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { db } from "@/lib/db"
import { findSession } from "@/lib/stripe/objects"
import { pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, click, startSelling } from "@/tests/support/selling"
import { listStripe, signedIn, untilPaid } from "@/tests/support/signed-in"

const { sandbox } = await startSelling()

describe("B14: an accidental second purchase by a customer", () => {
  it("leads to what they own, in any browser; a deliberate one is a new order", async () => {
    const { customerId, product } = await makePaidOrder()
    const visitor = { customerId, checkoutIds: [] }
    expect(await click(product.edition.slug, { visitor })).toMatchObject({
      outcome: "owned",
      path: `/library/${product.slug}`,
    })
    expect((await click(product.edition.slug, { visitor, again: true })).outcome).toBe("redirect")
  })

  it("of a rental that runs leads to it; one that is over is rented again", async () => {
    const product = await makeProduct({
      kind: "video",
      editions: [{ amount: 399, accessSeconds: 3600 }],
    })
    const { customerId, purchaseId } = await makePaidOrder({
      products: [product],
      endsAt: new Date(Date.now() + 60_000),
    })
    const visitor = { customerId, checkoutIds: [] }
    expect((await click(product.edition.slug, { visitor })).outcome).toBe("owned")
    await db().entitlement.updateMany({ where: { purchaseId }, data: { endsAt: new Date() } })
    expect((await click(product.edition.slug, { visitor })).outcome).toBe("redirect")
  })

  it("is renting what they own for ever, and leads to that", async () => {
    const product = await makeProduct({
      kind: "video",
      editions: [{ amount: 999 }, { amount: 399, accessSeconds: 3600 }],
    })
    const { customerId } = await makePaidOrder({ products: [product] })
    const rental = product.editions[1]?.slug ?? ""
    expect(await click(rental, { visitor: { customerId, checkoutIds: [] } })).toEqual({
      outcome: "owned",
      path: `/watch/${product.slug}`,
    })
    expect((await click(rental)).outcome).toBe("redirect")
  })

  it("from two pages leads to one payment, also when both are clicked at once", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    const tabs = await Promise.all([
      begin(product, { visitor }),
      begin(product, { visitor }),
      begin(product, { visitor }),
    ])
    expect(new Set(tabs.map(({ url }) => url)).size).toBe(1)
    await pay(tabs[0]?.url ?? "")
    await pay(tabs[1]?.url ?? "")
    await untilPaid(tabs[0]?.checkoutId ?? "")
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(1)
    expect(await db().checkout.count()).toBe(1)
    await checkInvariants()
  })

  it("from a page that was paid elsewhere, before any webhook, leads to what was bought", async () => {
    await sandbox.control("deliveries", { mode: "hold" })
    const visitor = await signedIn()
    const product = await makeProduct()
    const { url } = await begin(product, { visitor })
    await pay(url)
    expect((await click(product.edition.slug, { visitor })).outcome).toBe("owned")
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(1)
  })

  it("in another currency ends the older page, and only the newer can be paid", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    await db().price.create({
      data: {
        id: crypto.randomUUID(),
        editionId: product.edition.id,
        currency: "eur",
        amount: 1800,
        position: 1,
      },
    })
    const older = await begin(product, { visitor })
    const newer = await begin(product, { visitor, currency: "eur" })
    expect(await (await pay(older.url)).text()).toContain("This page has expired")
    await pay(newer.url)
    await untilPaid(newer.checkoutId)
    expect(await listStripe(sandbox.url, "charges")).toMatchObject([{ currency: "eur" }])
  })

  it("in another currency, with the older page paid meanwhile, leads to what was bought", async () => {
    await sandbox.control("deliveries", { mode: "hold" })
    const visitor = await signedIn()
    const product = await makeProduct()
    await db().price.create({
      data: {
        id: crypto.randomUUID(),
        editionId: product.edition.id,
        currency: "eur",
        amount: 1800,
        position: 1,
      },
    })
    const older = await begin(product, { visitor })
    await pay(older.url)
    const again = await click(product.edition.slug, { visitor, currency: "eur" })
    expect(again.outcome).toBe("owned")
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(1)
  })

  it("is not hindered for different customers", async () => {
    const product = await makeProduct()
    const one = await begin(product, { visitor: await signedIn() })
    const two = await begin(product, { visitor: await signedIn("eve@example.com") })
    expect(one.url).not.toBe(two.url)
  })
})

describe("fault 29: the page of a customer who has signed out", () => {
  it("leads the next person to an order of their own, never to the other's cards", async () => {
    const attempt = crypto.randomUUID()
    const product = await makeProduct()
    const ada = await begin(product, { attempt, visitor: await signedIn() })
    const guest = await begin(product, { attempt })
    const eve = await begin(product, { attempt, visitor: await signedIn("eve@example.com") })
    expect(new Set([ada.url, guest.url, eve.url]).size).toBe(3)
    const session = await findSession(guest.sessionId)
    expect(session?.customerId).toBeNull()
    expect((await fulfilCheckout(session ?? never())).outcome).toBe("unchanged")
  })
})

function never(): never {
  throw new Error("There is no session.")
}
