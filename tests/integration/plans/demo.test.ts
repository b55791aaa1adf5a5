import { expect, it } from "vitest"
import { listPlansFor } from "@/lib/billing/list-plans-for"
import { db } from "@/lib/db"
import { loadPlans } from "@/prisma/seed/load-plans"
import { removeDemo } from "@/prisma/seed/remove-demo"
import { onSale } from "@/tests/support/plan-documents"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { chooses } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
it("R15: the demonstration has three tiers, each with all of the lower ones, unknown to Stripe until chosen", async () => {
  expect([await loadPlans(), await loadPlans()]).toEqual([3, 0])
  const plans = await db().plan.findMany({ orderBy: { tier: "asc" } })
  expect(plans.map(({ slug, groups, isDemo }) => [slug, groups.length, isDemo])).toEqual([
    ["matinee", 4, true],
    ["evening", 8, true],
    ["late-show", 12, true],
  ])
  expect(await listStripe(sandbox.url, "products")).toEqual([])
  const [family] = await listPlansFor(null, "jpy")
  expect(family?.plans[1]?.prices).toMatchObject([
    { amount: 1400, currency: "jpy", trialDays: 14, intro: { amount: 700, cycles: 3 } },
    { amount: 13_800, currency: "jpy", trialDays: 14 },
  ])
  const { customerId } = await signedIn()
  expect(await chooses(customerId, await onSale("evening"))).toMatchObject({ outcome: "redirect" })
  expect(await listStripe(sandbox.url, "products")).toHaveLength(1)
})

it("goes when it is taken off; what somebody chose is retired", async () => {
  await loadPlans()
  const { customerId } = await signedIn()
  await chooses(customerId, await onSale("evening"))
  await removeDemo(new Date())
  expect(await db().plan.findMany()).toMatchObject([
    { slug: "evening", retiredAt: expect.any(Date) },
  ])
  expect(await listPlansFor(null, null)).toEqual([])
  await loadPlans()
  expect(await db().plan.count()).toBe(1)
})
