import { expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { runShop } from "@/tests/support/run-shop"
import { startSelling } from "@/tests/support/selling"
import { listStripe } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import { opens, sellPlan, subscribes } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()

// Each run starts the whole command line, which takes seconds on a busy machine.
const shop = (...args: string[]) => runShop(["subscription", ...args])
const deaf = () => sandbox.control("deliveries", { mode: "drop" })

it("R35, B6: shows a subscription with its invoices and what it opens, and brings it to what Stripe says", async () => {
  const { subscriptionId, stripeId } = await subscribes(await sellPlan({ amount: 1200 }))
  expect((await shop("list")).stdout).toMatch(new RegExp(`${subscriptionId} +ada@example.com +act`))
  const shown = (await shop("show", stripeId)).stdout
  for (const part of [/Status: active/, /\$12\.00 +paid/, /action +\d{4}-/])
    expect(shown).toMatch(part)
  await deaf()
  await callStripe(sandbox.url, `subscriptions/${stripeId}/pause`, { type: "subscription" })
  expect((await shop("resync", stripeId)).stdout).toContain("is paused; the shop had it as active")
  const unknown = await shop("show", "sub_unknown")
  expect([unknown.code, unknown.stderr]).toEqual([1, "There is no subscription sub_unknown.\n"])
})

it("R56: ends one at once and gives its payment back, by its customer's address, when told to twice", async () => {
  const { customerId, stripeId } = await subscribes(await sellPlan({ amount: 1200 }))
  await deaf()
  const timid = await shop("cancel", "ada@example.com")
  expect([timid.code, timid.stderr]).toEqual([1, expect.stringContaining("Add --now")])
  expect(await opens(customerId, now())).toEqual(["action"])
  const { stdout } = await shop("cancel", "Ada@example.com", "--now", "--refund", "--json")
  expect(JSON.parse(stdout)).toEqual({ id: stripeId, refunded: 1 })
  expect(await db().subscription.findFirst()).toMatchObject({ status: "canceled" })
  expect(await opens(customerId, now())).toEqual([])
  expect(await listStripe(sandbox.url, "refunds")).toMatchObject([{ amount: 1200 }])
})

it("names the subscriptions of an address that has several, and ends none", async () => {
  const first = await subscribes(await sellPlan())
  const { id, ...row } = await db().subscription.findUniqueOrThrow({
    where: { id: first.subscriptionId },
  })
  await db().subscription.create({
    data: { ...row, id: crypto.randomUUID(), stripeSubscriptionId: "sub_second" },
  })
  const { code, stderr } = await shop("cancel", "ada@example.com", "--now")
  expect(code).toBe(1)
  for (const named of ["sub_second", first.stripeId]) expect(stderr).toContain(named)
  expect(await db().subscription.count({ where: { id, status: "active" } })).toBe(1)
})
