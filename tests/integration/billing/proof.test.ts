import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { verifyEntitlements } from "@/lib/subscriptions/verify-entitlements"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { runShop } from "@/tests/support/run-shop"
import { begin, startSelling } from "@/tests/support/selling"
import { untilPaid } from "@/tests/support/signed-in"
import { charges, mirrored, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

async function verify(): Promise<{ code: number; differences: string[]; checked: number }> {
  const { code, stdout } = await runShop(["verify", "--json"])
  return { code, ...JSON.parse(stdout) }
}

it("X1: after a history the books and the entitlements agree, and whatever is changed by hand shows", async () => {
  const { stripeId, subscriptionId } = await subscribes(await sellPlan({ groups: ["noir"] }))
  await subscribes(await sellPlan({ trialDays: 90 }), { email: "bea@example.com" })
  const { url, checkoutId } = await begin(await makeProduct())
  await pay(url)
  await untilPaid(checkoutId)
  await charges(sandbox, stripeId, "pm_card_chargeCustomerFail")
  await time.pass({ months: 1, hours: 2 })
  await mirrored(stripeId, { status: "past_due" })
  await sandbox.told()
  const sound = await verify()
  expect(sound).toMatchObject({ code: 0, differences: [] })
  expect(sound.checked).toBeGreaterThanOrEqual(3)
  await db().entitlement.updateMany({
    where: { groupName: "noir" },
    data: { endsAt: new Date("2099-01-01") },
  })
  const [tampered, ...more] = (await verifyEntitlements()).differences
  expect(tampered).toContain(subscriptionId)
  expect(more).toEqual([])
  await db().entitlement.updateMany({
    where: { source: "purchase" },
    data: { revokedAt: new Date(), revokedReason: "refunded" },
  })
  const both = await verify()
  expect(both.code).toBe(1)
  expect(both.differences).toHaveLength(2)
}, 120_000)
