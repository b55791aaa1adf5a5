import { findNextCharge, type NextCharge } from "@/lib/billing/find-next-charge"
import { listOwnSubscriptions, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { now } from "@/lib/clock"
import { findPlanPriceByStripeId, type PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { type Access, accessOf } from "@/lib/subscriptions/rules/access"
import { paidUntilOf } from "@/lib/subscriptions/rules/next-charge"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import type { SubscriptionView } from "@/lib/subscriptions/rules/status-words"
import {
  cancelKind,
  changeRefusal,
  pauseRefusal,
  resumeKind,
} from "@/lib/subscriptions/rules/steps"
import { listSubscribedBy } from "@/lib/subscriptions/store/access"
import {
  listProductContents,
  listSubscriptionInvoices,
  type OwnInvoice,
} from "@/lib/subscriptions/store/own-invoices"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

/** A subscription as its customer sees it. Amounts in minor units. */
export type ShownSubscription = {
  id: string
  /** The plan's slug; "other" where the shop did not make it. */
  slug: string
  title: string
  groups: string[]
  features: string[]
  price: PlanPriceRow | null
  view: SubscriptionView
  isOver: boolean
  nextCharge: NextCharge | null
  /** What a schedule changes it to. */
  nextPrice: { price: PlanPriceRow | null; at: Date } | null
  invoices: OwnInvoice[]
  /** One that waits to be paid. */
  due: OwnInvoice | null
  can: {
    change: boolean
    pause: boolean
    resume: ReturnType<typeof resumeKind>
    cancel: ReturnType<typeof cancelKind>
  }
}

/** The newest ones; the page of payments has all. */
const INVOICES = 4

/**
 * A customer's subscriptions, those that run first, with all that their page says of them. Stripe is
 * asked only for the amount of a charge that will come.
 */
export async function showSubscriptions(customerId: string): Promise<ShownSubscription[]> {
  const own = await listOwnSubscriptions(customerId)
  const settings = await getBillingSettings()
  const subscribed = new Map((await listSubscribedBy(customerId)).map((one) => [one.id, one]))
  const contents = await listProductContents(
    own.flatMap((one) => one.items.map((item) => item.stripeProductId)),
  )
  return Promise.all(
    own.map(async (one) => {
      const state = subscribed.get(one.id)?.state
      const access = state ? accessOf(state, settings) : null
      const content = contents.get(one.items[0]?.stripeProductId ?? "")
      return show(one, access, content)
    }),
  )
}

async function show(
  own: OwnSubscription,
  access: Access | null,
  content: { name: string; groups: string[]; features: string[] } | undefined,
): Promise<ShownSubscription> {
  const { price, standing } = own
  const invoices = await listSubscriptionInvoices(own.stripeSubscriptionId, INVOICES)
  const due = invoices.find((one) => one.status === "open" && one.amountDue > 0) ?? null
  const next = own.nextStripePriceId && own.nextPriceAt
  const nextPrice = next
    ? { price: await findPlanPriceByStripeId(own.nextStripePriceId ?? ""), at: next }
    : null
  const isPast = own.status === "canceled" || own.cancelledBecause !== null
  const runsOut = !own.isRecurring && access?.endsAt ? access.endsAt <= now() : false
  return {
    id: own.id,
    slug: price?.plan.slug ?? "other",
    title: price?.plan.title ?? content?.name ?? "Subscription",
    groups: content?.groups ?? [],
    features: content?.features ?? [],
    price,
    view: viewOf(own, access, nextPrice?.price ?? price),
    isOver: isPast || runsOut,
    nextCharge: isPast ? null : await findNextCharge(own, { access, due, nextPrice }),
    nextPrice,
    invoices,
    due: isPast ? null : due,
    can: {
      change: price !== null && changeRefusal(standing) === null,
      pause: pauseRefusal(standing, capabilities) === null,
      resume: resumeKind(standing),
      cancel: cancelKind(standing),
    },
  }
}

function viewOf(
  own: OwnSubscription,
  access: Access | null,
  next: PlanPriceRow | null,
): SubscriptionView {
  return {
    status: own.status,
    cancelAt: own.cancelAt,
    pausedAt: own.pausedAt,
    isCollectionPaused: own.standing.isCollectionPaused,
    resumesAt: own.resumesAt,
    trialEndsAt: own.trialEndsAt,
    periodEndsAt: own.isRecurring
      ? paidUntilOf(access, own.items[0]?.periodEndsAt ?? null)
      : (access?.endsAt ?? null),
    graceEndsAt: access?.graceFrom ? access.endsAt : null,
    endedAt: own.endedAt,
    nextAmount: next && { amount: next.amount, currency: next.currency, period: periodOf(next) },
  }
}
