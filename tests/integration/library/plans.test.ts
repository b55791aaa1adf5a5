import { describe, expect, test } from "vitest"
import { listCatalogue } from "@/lib/catalog/store/catalogue"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { archiveProduct } from "@/lib/library/archive-product"
import { findOwnProduct } from "@/lib/library/find-own-product"
import { listLibrary } from "@/lib/library/list-library"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"
import { entriesOf, titlesOf, wholeLibrary } from "@/tests/support/own-library"
import { makeSubscriber, openByPlan } from "@/tests/support/plan-access"
import { sellPlan } from "@/tests/support/subscribing"

const hours = (count: number) => plusSeconds(new Date(), count * 3600)
const groupsOf = async (customerId: string) =>
  (await listLibrary(customerId, wholeLibrary, new Date(), null)).groups

describe("R20, D12: the groups of a plan in the library", () => {
  test("are a line each, by what they are open and until when; what is over is not there", async () => {
    const customerId = await makeCustomer()
    const [soon, late] = [hours(24), hours(48)]
    const left = { isOpen: true, source: "subscription" }
    await openByPlan(customerId, "a", { graceFrom: soon, endsAt: late })
    await openByPlan(customerId, "b", { trialUntil: soon, endsAt: late })
    await openByPlan(customerId, "c", { graceFrom: hours(-3), endsAt: late })
    await openByPlan(customerId, "d", { pausedFrom: hours(-1), graceFrom: null, endsAt: null })
    const ended = { graceFrom: hours(-2), endsAt: hours(-1) }
    await openByPlan(customerId, "e", { ...ended, pausedFrom: hours(-1) })
    await openByPlan(customerId, "f", { graceFrom: null, endsAt: null }, "default_plan")
    await openByPlan(customerId, "over", ended)
    await openByPlan(customerId, "later", { startsAt: hours(1) })
    await openByPlan(customerId, "back", { revokedAt: hours(-1), revokedReason: "refunded" })
    await openByPlan(customerId, "other", { revokedAt: hours(-1), revokedReason: "replaced" })
    expect(await groupsOf(customerId)).toEqual([
      { name: "a", ...left, reason: "in-plan", until: soon },
      { name: "b", ...left, reason: "trial", until: soon },
      { name: "c", ...left, reason: "grace", until: late },
      { name: "d", ...left, reason: "paused", until: null },
      { name: "e", ...left, isOpen: false, reason: "paused", until: ended.endsAt },
      { name: "f", isOpen: true, source: "default_plan", reason: "in-plan", until: null },
    ])
  })

  test("say what is best of several: for ever, then a plan that runs, then what is paused", async () => {
    const customerId = await makeCustomer()
    const said = async () => (await groupsOf(customerId)).map(({ reason }) => reason)
    await openByPlan(customerId, "a", { pausedFrom: hours(-1), endsAt: hours(-1) })
    expect(await said()).toEqual(["paused"])
    await openByPlan(customerId, "a", { pausedFrom: hours(-1), graceFrom: null, endsAt: null })
    await openByPlan(customerId, "a")
    expect(await said()).toEqual(["in-plan"])
    await openByPlan(customerId, "a", { graceFrom: null, endsAt: null }, "default_plan")
    await grantAccess(customerId, { groupName: "a" })
    expect(await said()).toEqual(["granted"])
  })

  test("open their products' own pages, which are no entries of the list", async () => {
    const product = await makeProduct({ groups: ["films"] })
    const { customerId, entitlementId } = await makeSubscriber("films")
    expect(await titlesOf(customerId)).toEqual([])
    const own = await findOwnProduct(customerId, product.slug, null)
    expect(own).toMatchObject({
      isEntry: false,
      chosen: { offer: { action: "download", reason: "in-plan" }, downloadsLeft: null },
    })
    expect(own?.chosen.files).toHaveLength(1)
    await db().entitlement.update({
      where: { id: entitlementId },
      data: { endsAt: hours(-1), pausedFrom: hours(-1) },
    })
    // The page of what a pause has closed stays, without its files.
    expect(await findOwnProduct(customerId, product.slug, null)).toMatchObject({
      chosen: { offer: { action: "renew", reason: "paused" }, files: [] },
    })
    await db().entitlement.update({ where: { id: entitlementId }, data: { pausedFrom: null } })
    expect(await findOwnProduct(customerId, product.slug, null)).toBeNull()
  })
})

describe("what was bought and is in a plan as well", () => {
  test("S3, S5, B16: has the button of the catalogue, and is archived and kept as ever", async () => {
    const editions = [{ title: "PDF" }, { title: "EPUB", amount: 2999 }]
    const product = await makeProduct({ editions, groups: ["films"] })
    await sellPlan({ groups: ["films"], amount: 900 })
    const { customerId } = await makePaidOrder({ products: [product] })
    const offer = async () => {
      const visitor = { customerId, checkoutIds: [] }
      const { products } = await listCatalogue({ now: new Date() })
      return (await listOffers(products, visitor, new Date(), null))[0]?.chosen?.offer
    }
    const id = await openByPlan(
      customerId,
      "films",
      { graceFrom: null, endsAt: null },
      "default_plan",
    )
    const [entry] = await entriesOf(customerId)
    expect(entry?.chosen.offer).toEqual(await offer())
    expect(entry?.chosen.offer).toMatchObject({ action: "download", reason: "purchased" })
    // Both forms are open, the bought one is counted no more.
    expect(entry?.editions.map(({ offer: { reason } }) => reason)).toEqual(["purchased", "in-plan"])
    expect(entry?.chosen.downloadsLeft).toBeNull()
    await archiveProduct(customerId, product.slug)
    expect(await titlesOf(customerId)).toEqual([])
    expect(await titlesOf(customerId, { isArchived: true })).toEqual([product.title])
    await db().entitlement.update({ where: { id }, data: { endsAt: hours(-1) } })
    const [kept] = await entriesOf(customerId, { isArchived: true })
    expect(kept?.editions.map(({ title }) => title)).toEqual(["PDF"])
    expect(kept?.chosen.downloadsLeft).toBe(5)
  })
})
