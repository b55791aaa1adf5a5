import { db } from "@/lib/db"
import type { Visitor } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { makeCustomer } from "@/tests/support/grant-access"

const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

/** What a subscription's entitlement says of its time; a day of it is over, and a month is paid. */
export type PlanTimes = Partial<{
  startsAt: Date
  endsAt: Date | null
  trialUntil: Date | null
  graceFrom: Date | null
  pausedFrom: Date | null
  revokedAt: Date | null
  revokedReason: "refunded" | "disputed" | "replaced" | null
}>

/** Opens a group to a customer by a plan, or did once, as the mirror's derivation writes it; the entitlement's id. */
export async function openByPlan(
  customerId: string,
  groupName: string,
  times: PlanTimes = {},
  source: "subscription" | "default_plan" = "subscription",
): Promise<string> {
  const id = newId()
  const paid = { startsAt: hours(-24), graceFrom: hours(24 * 29), endsAt: hours(24 * 36) }
  await db().entitlement.create({ data: { id, customerId, groupName, source, ...paid, ...times } })
  return id
}

/** A customer who is signed in and has this group by a plan. */
export async function makeSubscriber(
  groupName: string,
  times?: PlanTimes,
): Promise<Visitor & { customerId: string; entitlementId: string }> {
  const customerId = await makeCustomer()
  const entitlementId = await openByPlan(customerId, groupName, times)
  return { customerId, checkoutIds: [], entitlementId }
}
