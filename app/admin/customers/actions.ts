"use server"

import { z } from "zod"
import { adminAction, adminForm } from "@/app/admin/act"
import { giveAccess } from "@/lib/account/give-access"
import { reasonField } from "@/lib/audit/rules"
import { askStripe } from "@/lib/billing/ask-stripe"
import { cancelNow } from "@/lib/billing/cancel-now"
import { resync } from "@/lib/billing/resync"
import { emailField } from "@/lib/customers/rules"
import { endGrant } from "@/lib/entitlements/end-grant"
import { AppError, FieldErrors } from "@/lib/errors"
import { readDays } from "@/lib/shop/read-days"

const ofCustomer = z.object({ customer: z.uuid() })
const ofSubscription = ofCustomer.extend({ subscription: z.uuid() })
const back = ({ customer }: { customer: string }) => `/admin/customers/${customer}`

/** Opens a product or a group to a customer, or to whoever has an address, without an order. */
export const grant = adminForm(
  z.object({
    customer: z.uuid().optional(),
    address: z.string().trim().min(1, "Enter their email address.").pipe(emailField).optional(),
    what: z.string().trim().min(1, "Write a product's slug, or group: and a group's name."),
    until: z.string().trim(),
    reason: reasonField,
    told: z.literal("on").optional(),
  }),
  async ({ customer, address, what, until, reason, told }, actor) => {
    const { until: endsAt, fault } = readDays("", until)
    if (fault) throw new FieldErrors({ until: fault })
    const to = customer ? { customerId: customer } : address ? { email: address } : null
    if (!to) throw new FieldErrors({ address: "Enter their email address." })
    const isTold = told === "on"
    const { customerId } = await giveAccess({ to, what, endsAt, reason, actor, isTold })
    return `${back({ customer: customerId })}?done=${isTold ? "granted-told" : "granted"}`
  },
)

/** Closes what was granted, at once. */
export const takeGrantBack = adminForm(
  ofCustomer.extend({ grant: z.uuid(), reason: reasonField }),
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
