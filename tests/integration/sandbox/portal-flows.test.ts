import type Stripe from "stripe"
import { beforeEach, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { endOf, newPlan, running } from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { pay, submit, textsOf } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const { stripe } = sandbox
const back = "http://127.0.0.1:3000/account/subscription"

let subscription: Stripe.Subscription
beforeEach(async () => {
  subscription = await running(sandbox)
})

async function open(flow: Stripe.BillingPortal.SessionCreateParams.FlowData) {
  const customer = idOf(subscription.customer)
  const session = await stripe.billingPortal.sessions.create({
    customer,
    return_url: back,
    flow_data: flow,
  })
  return session.url
}

const read = async (url: string) => (await fetch(url)).text()
const again = () => stripe.subscriptions.retrieve(subscription.id)
const own = (url: string, verb: string) => `${url}/subscriptions/${subscription.id}/${verb}`

const redirects = {
  type: "redirect" as const,
  redirect: { return_url: `${back}?result=portal` },
}

test("a flow of a cancellation opens there, and leads to where it says", async () => {
  const url = await open({
    type: "subscription_cancel",
    subscription_cancel: { subscription: subscription.id },
    after_completion: redirects,
  })
  const answer = await fetch(url, { redirect: "manual" })
  expect(answer.headers.get("location")).toContain(`/subscriptions/${subscription.id}/cancel`)
  const done = await submit(own(url, "cancel"), {})
  expect(done.headers.get("location")).toBe(`${back}?result=portal`)
  expect((await again()).cancel_at).toBe(endOf(subscription))
})

test("a flow of a change shows its price only, and confirms it on a page", async () => {
  const dearer = await newPlan(sandbox, 6200)
  const url = await open({
    type: "subscription_update_confirm",
    subscription_update_confirm: {
      subscription: subscription.id,
      items: [{ id: subscription.items.data[0]?.id ?? "", price: dearer.id }],
    },
    after_completion: {
      type: "hosted_confirmation",
      hosted_confirmation: { custom_message: "Thank you!" },
    },
  })
  expect(textsOf(await read(url), "due")).toEqual(["$21.00"])
  const done = await submit(own(url, "change"), {})
  const page = await read(`${sandbox.url}${done.headers.get("location")}`)
  expect(textsOf(page, "done")).toEqual(["Your plan is changed."])
  expect(textsOf(page, "message")).toEqual(["Thank you!"])
  expect((await again()).items.data[0]?.price.id).toBe(dearer.id)
})

test("a flow of a choice of plan and of a card open there, then on the first page", async () => {
  const choice = await open({
    type: "subscription_update",
    subscription_update: { subscription: subscription.id },
  })
  expect(await read(choice)).toContain("Change your plan")
  const card = await open({ type: "payment_method_update" })
  expect(await read(card)).toContain("Add a card")
  const done = await pay(`${card}/cards`, "5555 5555 5555 4444")
  const page = await read(`${sandbox.url}${done.headers.get("location")}`)
  expect(textsOf(page, "done")).toEqual(["Your card is saved. Your next charges go to it."])
})
