import { describe, expect, it } from "vitest"
import { listCatalogue } from "@/lib/catalog/store/catalogue"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import type { Offer } from "@/lib/entitlements/rules"
import { stranger, type Visitor } from "@/lib/entitlements/store/access"
import { findOwnProduct } from "@/lib/library/find-own-product"
import { listWays } from "@/lib/search/list-ways"
import { newId } from "@/lib/tokens"
import { search, slugsOf } from "@/tests/integration/search/support"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { makeSubscriber, openByPlan, type PlanTimes } from "@/tests/support/plan-access"
import { sellPlan } from "@/tests/support/subscribing"

const hours = (count: number) => plusSeconds(new Date(), count * 3600)
const never = (): never => {
  throw new Error("There is no such product.")
}

/** A film's one button everywhere it is listed; throws unless they are one and the same. */
async function offerOf(visitor: Visitor, slug = "alien", currency: string | null = null) {
  const now = new Date()
  const { products } = await listCatalogue({ now })
  const [listed] = await listOffers(
    products.filter((one) => one.slug === slug),
    visitor,
    now,
    currency,
  )
  const page = (await findProductPage(slug, now)) ?? never()
  const [whole] = await listOffers([page], visitor, now, currency)
  const hit = (await search({ q: slug }, visitor, currency)).products.find(
    (one) => one.slug === slug,
  )
  const [card, product, found] = [listed, whole, hit].map((one) => one?.chosen?.offer ?? never())
  expect(product).toEqual(card)
  expect(found).toEqual(card)
  return card ?? never()
}
const buttonOf = (offer: Offer) => `${offer.action} ${offer.reason}`

const film = (groups: string[], amount: number | null = null) =>
  makeProduct({ slug: "alien", title: "Alien", kind: "video", groups, editions: [{ amount }] })

describe("S2, S4, D12, R20: a plan in the catalogue, on the product's page, in search and the library", () => {
  const ended = hours(-1)
  it.each<[what: string, PlanTimes, button: string, isInLibrary: boolean]>([
    ["paid", {}, "watch in-plan", true],
    ["in a trial", { trialUntil: hours(24) }, "watch trial", true],
    ["on its way into the next period", { graceFrom: ended }, "watch in-plan", true],
    ["late, in grace", { graceFrom: hours(-3) }, "watch grace", true],
    [
      "paused, and left open",
      { pausedFrom: ended, graceFrom: null, endsAt: null },
      "watch paused",
      true,
    ],
    ["paused", { pausedFrom: ended, graceFrom: null, endsAt: ended }, "renew paused", true],
    ["ended", { graceFrom: null, endsAt: ended }, "renew expired", false],
    [
      "given back",
      { endsAt: ended, revokedAt: ended, revokedReason: "refunded" },
      "renew refunded",
      false,
    ],
    [
      "disputed",
      { endsAt: ended, revokedAt: ended, revokedReason: "disputed" },
      "renew disputed",
      false,
    ],
    ["to begin later", { startsAt: hours(1) }, "subscribe plan-only", false],
    [
      "that has it no more",
      { revokedAt: ended, revokedReason: "replaced" },
      "subscribe plan-only",
      false,
    ],
  ])("%s", async (_what, times, button, isInLibrary) => {
    await film(["space", "horror"])
    await sellPlan({ groups: ["space"] })
    const visitor = await makeSubscriber("space", times)
    const offer = await offerOf(visitor)
    expect(buttonOf(offer)).toBe(button)
    const own = await findOwnProduct(visitor.customerId, "alien", null)
    expect(own !== null).toBe(isInLibrary)
    if (own) expect(own.chosen.offer).toEqual(offer)
    expect(own?.chosen.files.length ?? 0).toBe(button.startsWith("watch") ? 1 : 0)
    const open = await slugsOf({ q: "alien", open: "1" }, visitor)
    expect(open).toEqual(button.startsWith("watch") ? ["alien"] : [])
  })

  it.each(["action", "adventure"])(
    "S7: opens a product of two groups by %s alone",
    async (group) => {
      await film(["action", "adventure"], 1999)
      expect(buttonOf(await offerOf(await makeSubscriber("act")))).toBe("buy for-sale")
      expect(buttonOf(await offerOf(await makeSubscriber(group)))).toBe("watch in-plan")
    },
  )

  it("S5: what was bought is told first, and stays when the plan is over", async () => {
    const alien = await film(["space"], 1999)
    const { customerId } = await makePaidOrder({ products: [alien] })
    const id = await openByPlan(customerId, "space")
    const visitor = { customerId, checkoutIds: [] }
    expect(await offerOf(visitor)).toMatchObject({ reason: "purchased", until: null })
    await db().entitlement.update({ where: { id }, data: { endsAt: new Date() } })
    expect(await offerOf(visitor)).toMatchObject({ action: "watch", reason: "purchased" })
  })

  it("B66: a subscription that is unpaid closes nothing that another has paid for", async () => {
    await film(["space"])
    const visitor = await makeSubscriber("space", { endsAt: hours(-1), graceFrom: hours(-100) })
    expect((await offerOf(visitor)).action).toBe("none")
    const year = hours(24 * 365)
    await openByPlan(visitor.customerId, "space", { graceFrom: year, endsAt: hours(24 * 372) })
    expect(await offerOf(visitor)).toMatchObject({ reason: "in-plan", until: year })
    // Nor does it open what only the other had.
    await makeProduct({ slug: "shining", title: "shining", groups: ["horror"] })
    await openByPlan(visitor.customerId, "horror", { endsAt: hours(-1), graceFrom: hours(-100) })
    expect(buttonOf(await offerOf(visitor, "shining"))).toBe("buy expired")
  })

  it("the default plan opens as a subscription does, and says no end", async () => {
    await film(["space"])
    const { customerId } = await makeSubscriber("other")
    await openByPlan(customerId, "space", { graceFrom: null, endsAt: null }, "default_plan")
    expect(await offerOf({ customerId, checkoutIds: [] })).toMatchObject({
      reason: "in-plan",
      until: null,
      source: "default_plan",
    })
  })

  it("is nobody else's", async () => {
    await film(["space"], 1999)
    await makeSubscriber("space")
    expect(buttonOf(await offerOf(stranger))).toBe("buy for-sale")
    expect(buttonOf(await offerOf(await makeSubscriber("other")))).toBe("buy for-sale")
  })
})

describe("the plan that a product's button offers", () => {
  it("is the cheapest on sale that opens it, by what a period costs regularly", async () => {
    await film(["space"])
    await sellPlan({ groups: ["drama"], amount: 100 })
    await sellPlan({ groups: ["space", "drama"], amount: 1500 })
    const cheap = await sellPlan({ groups: ["space"], amount: 900 })
    await sellPlan({
      groups: ["space"],
      amount: 1000,
      intro: { amount: 1, cycles: 1 },
      trialDays: 30,
    })
    const retired = await sellPlan({ groups: ["space"], amount: 200 })
    await db().plan.update({ where: { id: retired.id }, data: { retiredAt: new Date() } })
    const archived = await sellPlan({ groups: ["space"], amount: 300 })
    await db().planPrice.update({
      where: { id: archived.priceId },
      data: { archivedAt: new Date() },
    })
    expect(await offerOf(stranger)).toMatchObject({
      action: "subscribe",
      reason: "plan-only",
      plan: { slug: cheap.slug, amount: 900, currency: "usd", periodUnit: "month", periodCount: 1 },
    })
    await db().product.updateMany({ data: { groups: ["nothing"] } })
    expect(buttonOf(await offerOf(stranger))).toBe("none plan-only")
  })

  it("may be one that is paid once", async () => {
    await film(["space"])
    await sellPlan({ groups: ["space"], amount: 4900, period: null })
    expect((await offerOf(stranger)).plan).toMatchObject({ amount: 4900, periodUnit: null })
  })

  it("is told in the currency that was chosen, else in its first", async () => {
    await film(["space"])
    const plan = await sellPlan({ groups: ["space"], amount: 900 })
    const euros = { id: newId(), planId: plan.id, currency: "eur", amount: 800, position: 1 }
    await db().planPrice.create({ data: { ...euros, periodUnit: "month", periodCount: 1 } })
    expect((await offerOf(stranger, "alien", "eur")).plan).toMatchObject({ amount: 800 })
    expect((await offerOf(stranger, "alien", "jpy")).plan).toMatchObject({ currency: "usd" })
    expect((await offerOf(stranger)).plan).toMatchObject({ currency: "usd" })
  })

  it("has the button where it costs less than the product by itself; editions keep their own", async () => {
    await film(["space"], 1999)
    await sellPlan({ groups: ["space"], amount: 900 })
    expect(buttonOf(await offerOf(stranger))).toBe("subscribe for-sale")
    const page = (await findProductPage("alien", new Date())) ?? never()
    const [whole] = await listOffers([page], stranger, new Date(), null)
    expect(whole?.editions.map(({ offer }) => buttonOf(offer))).toEqual(["buy for-sale"])
    await db().price.updateMany({ data: { amount: 899 } })
    expect(buttonOf(await offerOf(stranger))).toBe("buy for-sale")
  })
})

describe("X8: the ways to get a hit, sorted by cost", () => {
  const editions = [
    { title: "Collection", amount: 2999 },
    { title: "Bought", amount: 1599 },
    { title: "Own it", amount: 1499 },
    { title: "Rent it", amount: 399, accessSeconds: 172_800 },
    { title: "Free cut", amount: 0 },
  ]
  const waysOf = async (visitor: Visitor) => {
    const [hit] = (await search({ q: "alien" }, visitor)).products
    return listWays(hit?.editions ?? []).map((way) =>
      way.kind === "plan" ? "plan" : `${way.edition.title}: ${buttonOf(way.edition.offer)}`,
    )
  }

  it("six routes: own, free, rent, plan, buy one or buy more", async () => {
    const alien = await makeProduct({ title: "Alien", kind: "video", groups: ["space"], editions })
    await sellPlan({ groups: ["space"], amount: 900 })
    await sellPlan({ groups: ["space"], amount: 1200 })
    const [, bought] = alien.editions
    const order = await makePaidOrder({
      products: [{ ...alien, edition: bought ?? alien.edition }],
    })
    const visitor = { customerId: order.customerId, checkoutIds: [] }
    expect(await waysOf(visitor)).toEqual([
      "Bought: watch purchased",
      "Free cut: get free",
      "Rent it: buy for-sale",
      "plan",
      "Own it: buy for-sale",
      "Collection: buy for-sale",
    ])
    await openByPlan(order.customerId, "space")
    const planned = await waysOf(visitor)
    expect(planned[0]).toBe("Bought: watch purchased")
    expect(planned.slice(1).toSorted()).toEqual([
      "Collection: watch in-plan",
      "Free cut: watch in-plan",
      "Own it: watch in-plan",
      "Rent it: watch in-plan",
    ])
  })
})
