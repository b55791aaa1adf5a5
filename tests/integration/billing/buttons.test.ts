import { expect, it } from "vitest"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { listLibrary } from "@/lib/library/list-library"
import { readLibraryQuery } from "@/lib/library/rules"
import { cancelStripeSubscription } from "@/lib/stripe/billing-changes"
import { slugsOf } from "@/tests/integration/search/support"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { workOff } from "@/tests/support/person"
import { startSelling } from "@/tests/support/selling"
import { signedIn } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import { mirrored, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

const film = () =>
  makeProduct({
    slug: "alien",
    title: "Alien",
    kind: "video",
    groups: ["space"],
    editions: [{ amount: null }],
  })

/** The film's button at this moment, by the shop's clock. */
async function buttonFor(customerId: string): Promise<string> {
  const page = await findProductPage("alien", now())
  const visitor = { customerId, checkoutIds: [] }
  const [product] = await listOffers(page ? [page] : [], visitor, now(), null)
  const offer = product?.chosen?.offer
  return `${offer?.action} ${offer?.reason}`
}
const groupsOf = async (customerId: string) => {
  const { groups } = await listLibrary(customerId, readLibraryQuery({}), now(), null)
  return groups.map(({ name, reason }) => `${name} ${reason}`)
}

it("S6: shows on the very next request that somebody subscribes, cancels, and is over", async () => {
  await film()
  const plan = await sellPlan({ groups: ["space"] })
  const { customerId: other } = await signedIn("eve@example.com")
  expect(await buttonFor(other)).toBe("subscribe plan-only")
  const { customerId, stripeId } = await subscribes(plan)
  expect(await buttonFor(customerId)).toBe("watch in-plan")
  expect(await groupsOf(customerId)).toEqual(["space in-plan"])
  expect(await slugsOf({ q: "alien", open: "1" }, { customerId, checkoutIds: [] })).toEqual([
    "alien",
  ])
  expect(await buttonFor(other)).toBe("subscribe plan-only")
  await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
  const { cancelAt } = await waitUntil(
    () => db().subscription.findFirst({ where: { cancelAt: { not: null } } }),
    "the cancellation",
  )
  expect(await buttonFor(customerId)).toBe("watch in-plan")
  // By the clock alone, whether or not Stripe has told it.
  await sandbox.control("deliveries", { mode: "drop" })
  await time.to(cancelAt ?? new Date(0))
  expect(await buttonFor(customerId)).toBe("renew expired")
  expect(await groupsOf(customerId)).toEqual([])
})

it("S6: shows on the very next request that a subscription was ended at once", async () => {
  await film()
  const { customerId, stripeId } = await subscribes(await sellPlan({ groups: ["space"] }))
  expect(await buttonFor(customerId)).toBe("watch in-plan")
  await cancelStripeSubscription(stripeId)
  await mirrored(stripeId, { status: "canceled" })
  expect(await buttonFor(customerId)).toBe("renew expired")
})

it("S6, R20: shows on the very next request that it is paused, and resumed", async () => {
  await film()
  const { customerId, stripeId } = await subscribes(await sellPlan({ groups: ["space"] }))
  await callStripe(sandbox.url, `subscriptions/${stripeId}/pause`, { type: "subscription" })
  await mirrored(stripeId, { status: "paused" })
  expect(await buttonFor(customerId)).toBe("renew paused")
  // It stays in sight, with the way back.
  expect(await groupsOf(customerId)).toEqual(["space paused"])
  await callStripe(sandbox.url, `subscriptions/${stripeId}/resume`, {
    "billing_cycle_anchor[type]": "now",
  })
  await waitUntil(
    async () => (await buttonFor(customerId)) === "watch in-plan",
    "the film to open again",
  )
})

it("S6: shows on the very next request what is bought, and given back", async () => {
  const alien = await makeProduct({ slug: "alien", kind: "video", groups: ["space"] })
  await sellPlan({ groups: ["space"], amount: 900 })
  const email = "ada@example.com"
  const { customerId } = await signedIn(email)
  expect(await buttonFor(customerId)).toBe("subscribe for-sale")
  const { purchaseId } = await makePaidOrder({ products: [alien], email })
  expect(await buttonFor(customerId)).toBe("watch purchased")
  await revoke(purchaseId)
  expect(await buttonFor(customerId)).toBe("buy refunded")
})

it("S6: shows on the very next request what was put into a group, or taken out of it", async () => {
  const { id } = await film()
  const { customerId } = await subscribes(await sellPlan({ groups: ["space"] }))
  await db().product.update({ where: { id }, data: { groups: ["horror"] } })
  expect(await buttonFor(customerId)).toBe("none plan-only")
  await db().product.update({ where: { id }, data: { groups: ["horror", "space"] } })
  expect(await buttonFor(customerId)).toBe("watch in-plan")
})

it("S6: follows the groups that the plan's product names at Stripe", async () => {
  await film()
  const { customerId, stripeId } = await subscribes(await sellPlan({ groups: ["drama"] }))
  expect(await buttonFor(customerId)).toBe("none plan-only")
  const row = await db().subscriptionItem.findFirstOrThrow({
    where: { subscription: { stripeSubscriptionId: stripeId } },
  })
  const names = async (groups: string) => {
    await callStripe(sandbox.url, `products/${row.stripeProductId}`, {
      "metadata[groups]": groups,
    })
    await waitUntil(
      async () =>
        (
          await db().stripeProduct.findUniqueOrThrow({ where: { id: row.stripeProductId } })
        ).groups.join() === groups,
      "the product's copy",
    )
    await workOff("derive-product")
  }
  await names("drama,space")
  expect(await buttonFor(customerId)).toBe("watch in-plan")
  expect(await groupsOf(customerId)).toEqual(["drama in-plan", "space in-plan"])
  await names("drama")
  // As if it had never been theirs.
  expect(await buttonFor(customerId)).toBe("none plan-only")
  expect(await groupsOf(customerId)).toEqual(["drama in-plan"])
})
