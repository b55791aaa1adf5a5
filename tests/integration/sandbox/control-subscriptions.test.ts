import { expect, test } from "vitest"
import { invoicesOf, subscribe } from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { submit } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const { stripe } = sandbox

test("the control page renews a subscription, and lets a renewal fail, by its buttons", async () => {
  await sandbox.control("billing", { draftMinutes: 10 })
  const subscription = await subscribe(sandbox)
  const page = async () => (await fetch(sandbox.url)).text()
  const press = async (action: string, name: string) => {
    const form = [...(await page()).matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)]
      .map(([, to, inside]) => ({ to, inside: inside ?? "" }))
      .find(({ to, inside }) => to === action && inside.includes(name))
    const fields = [...(form?.inside ?? "").matchAll(/name="([^"]*)" value="([^"]*)"/g)]
    await submit(
      `${sandbox.url}${form?.to}`,
      Object.fromEntries(fields.map(([, field, value]) => [field ?? "", value ?? ""])),
    )
  }
  await press("/control/clock", "Renew")
  expect(await invoicesOf(sandbox, subscription.id)).toMatchObject([
    { status: "paid", billing_reason: "subscription_cycle" },
    { status: "paid", billing_reason: "subscription_create" },
  ])
  await press(`/control/subscriptions/${subscription.id}/card`, "Next payment fails")
  await press("/control/clock", "Renew")
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("past_due")
  expect(await page()).toContain("tried again")
})
