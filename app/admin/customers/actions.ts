"use server"

import { z } from "zod"
import { adminAction, adminForm } from "@/app/admin/act"
import { askStripe } from "@/lib/billing/ask-stripe"
import { cancelNow } from "@/lib/billing/cancel-now"
import { resync } from "@/lib/billing/resync"
import { endGrant } from "@/lib/entitlements/end-grant"
import { grantAccess } from "@/lib/entitlements/grant-access"
import { AppError } from "@/lib/errors"
import { readDays } from "@/lib/shop/read-days"

const ofCustomer = z.object({ customer: z.uuid() })
const ofSubscription = ofCustomer.extend({ subscription: z.uuid() })
const reason = z.string().trim().min(1, "Say why: it stands in the audit log.").max(500)
const back = ({ customer }: { customer: string }) => `/admin/customers/${customer}`

/** Opens a product or a group to a customer, without an order. */
export const grant = adminForm(
  ofCustomer.extend({
    what: z.string().trim().min(1, "Write a product's slug, or group: and a group's name."),
    until: z.string().trim(),
    reason,
  }),
  async ({ customer, what, until, reason }, actor) => {
    const { until: endsAt, fault } = readDays("", until)
    if (fault) throw new AppError("invalid", fault)
    await grantAccess({ customerId: customer, what, endsAt, reason, actor })
    return `${back({ customer })}?done=granted`
  },
)

/** Closes what was granted, at once. */
export const takeGrantBack = adminForm(
  ofCustomer.extend({ grant: z.uuid(), reason }),
  async ({ customer, grant, reason }, actor) => {
    await endGrant({ grantId: grant, reason, actor })
    return `${back({ customer })}?done=ended`
  },
)

/** Ends a subscription at once; with `refund`, the running period is given back. */
export const endSubscription = adminAction(
  ofSubscription.extend({ refund: z.literal("on").optional() }),
  back,
  async ({ subscription, refund }, actor) => {
    await orUnavailable({ subscription }, () =>
      cancelNow(subscription, { refund: refund === "on", actor }),
    )
    return refund ? "cancelled-refunded" : "cancelled"
  },
)

/** Brings a subscription to what Stripe says of it. */
export const askStripeAgain = adminAction(ofSubscription, back, async ({ subscription }, actor) => {
  await orUnavailable({ subscription }, () => resync(subscription, actor))
  return "resynced"
})

async function orUnavailable(about: Record<string, string>, work: () => Promise<unknown>) {
  const answer = await askStripe(about, async () => ({ outcome: "done", with: await work() }))
  if (answer.outcome === "unavailable") throw new AppError("unavailable", "Stripe does not answer.")
}
