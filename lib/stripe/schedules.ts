import { z } from "zod"
import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import { optionalId, time } from "@/lib/stripe/shapes"

const id = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])

const phase = z.object({
  start_date: time,
  end_date: time,
  items: z.array(z.object({ price: id, quantity: z.number().int().nullish() })),
  discounts: z
    .array(z.object({ coupon: optionalId, discount: optionalId, promotion_code: optionalId }))
    .nullish(),
})

const schedule = z
  .object({
    id: z.string(),
    status: z.enum(["not_started", "active", "completed", "released", "canceled"]),
    subscription: optionalId,
    released_subscription: z.string().nullish(),
    current_phase: z.object({ start_date: time, end_date: time }).nullish(),
    phases: z.array(phase),
  })
  .transform((raw) => {
    const now = raw.current_phase
    const current = raw.phases.find((one) => Number(one.start_date) === Number(now?.start_date))
    const next = now ? raw.phases.find((one) => one.start_date >= now.end_date) : undefined
    const nextPrice = next?.items[0]?.price
    return {
      id: raw.id,
      isActive: raw.status === "active" || raw.status === "not_started",
      /** Also where it has let it go. */
      subscriptionId: raw.subscription ?? raw.released_subscription ?? null,
      current: current ?? null,
      next: next && nextPrice ? { stripePriceId: nextPrice, at: next.start_date } : null,
    }
  })

/** A schedule that changes a subscription: the phase that runs, and the price that comes after it. */
export type ScheduleSnapshot = z.infer<typeof schedule>

/** Reads a schedule. Throws on a shape that is not known here. */
export const readSchedule = (object: unknown): ScheduleSnapshot => schedule.parse(object)

/** A schedule as it is now; null: Stripe has none of that id. */
export async function findSchedule(scheduleId: string): Promise<ScheduleSnapshot | null> {
  try {
    return readSchedule(await stripe().subscriptionSchedules.retrieve(scheduleId))
  } catch (error) {
    if (stripeFailure(error) === "not-found") return null
    throw error
  }
}

/** Puts a subscription, as it is, under a schedule. Once for each key. */
export async function createSchedule(
  stripeSubscriptionId: string,
  idempotencyKey: string,
): Promise<ScheduleSnapshot> {
  return readSchedule(
    await stripe().subscriptionSchedules.create(
      { from_subscription: stripeSubscriptionId },
      { idempotencyKey },
    ),
  )
}

/**
 * Has a schedule change the price where the running phase ends; then it lets the subscription go, which
 * runs on. What is charged today is not touched. Coupons that are an introduction to a price end with
 * that price; others stay.
 * Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules
 */
export async function scheduleNextPrice(
  { id: scheduleId, current }: ScheduleSnapshot,
  next: { stripePriceId: string; introCoupons: Set<string> },
): Promise<ScheduleSnapshot> {
  if (!current) throw new Error(`The schedule ${scheduleId} has no phase that runs.`)
  const { discounts } = current
  const known = (discounts ?? []).filter((one) => one.discount || one.coupon || one.promotion_code)
  const lasting = known.filter(({ coupon }) => !coupon || !next.introCoupons.has(coupon))
  const [start, end] = [toSeconds(current.start_date), toSeconds(current.end_date)]
  return readSchedule(
    await stripe().subscriptionSchedules.update(scheduleId, {
      end_behavior: "release",
      proration_behavior: "none",
      phases: [
        {
          items: current.items.map(({ price, quantity }) => ({ price, quantity: quantity ?? 1 })),
          start_date: start,
          end_date: end,
          discounts: known.map(given),
          proration_behavior: "none",
        },
        {
          items: [{ price: next.stripePriceId, quantity: 1 }],
          start_date: end,
          discounts: lasting.length > 0 ? lasting.map(given) : "",
          proration_behavior: "none",
        },
      ],
    }),
  )
}

/** Lets a subscription go from its schedule: what was to come does not. One that is over stays so. */
export async function releaseSchedule(scheduleId: string): Promise<void> {
  try {
    await stripe().subscriptionSchedules.release(scheduleId)
  } catch (error) {
    const found = stripeFailure(error) === "defect" ? await findSchedule(scheduleId) : null
    if (stripeFailure(error) !== "not-found" && (found === null || found.isActive)) throw error
  }
}

type Discount = { coupon: string | null; discount: string | null; promotion_code: string | null }

function given({ coupon, discount, promotion_code }: Discount) {
  if (discount) return { discount }
  return coupon ? { coupon } : { promotion_code: promotion_code ?? "" }
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
