import type { FoundChange } from "@/lib/billing/find-change"
import { listIntroCoupons } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { publishPlanPrice } from "@/lib/plans/publish-plan-price"
import { createSchedule, findSchedule, scheduleNextPrice } from "@/lib/stripe/schedules"

/**
 * Has a subscription change its price when the period that is paid ends. One that is to change already
 * changes to this one instead. Throws the SDK's errors; run again, it goes on where it stopped.
 */
export async function scheduleChange(
  { own, to, periodEndsAt }: FoundChange,
  idempotencyKey: string,
): Promise<{ outcome: "scheduled"; at: Date }> {
  const { stripeSubscriptionId, stripeScheduleId } = own
  const { stripePriceId } = await publishPlanPrice(to)
  const held = stripeScheduleId ? await findSchedule(stripeScheduleId) : null
  const schedule = held?.isActive
    ? held
    : await createSchedule(stripeSubscriptionId, idempotencyKey)
  const introCoupons = await listIntroCoupons()
  const { next } = await scheduleNextPrice(schedule, { stripePriceId, introCoupons })
  await writeThrough(stripeSubscriptionId)
  return { outcome: "scheduled", at: next?.at ?? periodEndsAt }
}
