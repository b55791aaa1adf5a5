import { randomBytes } from "node:crypto"
import { UTCDate } from "@date-fns/utc"
import { addMonths } from "date-fns"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db, transaction } from "@/lib/db"
import type { InvoiceSnapshot } from "@/lib/stripe/invoice-snapshots"
import type { SubscriptionSnapshot } from "@/lib/stripe/subscription-snapshots"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { saveInvoice } from "@/lib/subscriptions/store/invoices"
import { lockSubscription } from "@/lib/subscriptions/store/lock"
import { savePrices, saveProduct } from "@/lib/subscriptions/store/products"
import { saveSubscription } from "@/lib/subscriptions/store/subscriptions"
import { type SoldPlan, sellPlan } from "@/tests/support/subscribing"

// A mirror as Stripe's events would have left it, written through the stores, without Stripe.

export type MadePlan = SoldPlan & {
  stripeProductId: string
  stripePriceId: string
  amount: number
  period: { unit: "day" | "week" | "month" | "year"; count: number } | null
}

/** A plan on sale that is known at Stripe: its product, which names its groups, and its price. */
export async function makePlan(
  options: NonNullable<Parameters<typeof sellPlan>[0]> = {},
): Promise<MadePlan> {
  const plan = await sellPlan(options)
  const key = randomBytes(6).toString("hex")
  const [stripeProductId, stripePriceId] = [`prod_${key}`, `price_${key}`]
  await db().plan.update({ where: { id: plan.id }, data: { stripeProductId } })
  const { amount, periodUnit, periodCount } = await db().planPrice.update({
    where: { id: plan.priceId },
    data: { stripePriceId },
  })
  const versionAt = new Date(0)
  await saveProduct({
    snapshot: {
      id: stripeProductId,
      name: `The plan ${plan.slug}`,
      isActive: true,
      groups: plan.groups,
      features: options.features ?? [],
      shopId: null,
    },
    versionAt,
  })
  const price = { id: stripePriceId, productId: stripeProductId, currency: "usd", amount }
  await savePrices([{ ...price, periodUnit, periodCount, isActive: true }], versionAt)
  const period = periodUnit && { unit: periodUnit, count: periodCount ?? 1 }
  return { ...plan, stripeProductId, stripePriceId, amount, period }
}

export type MadeSubscribed = {
  customerId: string
  email: string
  stripeCustomerId: string
  subscriptionId: string
  stripeId: string
  /** The first invoice, as Stripe calls it and as the shop does; null on trial. */
  stripeInvoiceId: string
  invoiceId: string
  plan: MadePlan
  snapshot: SubscriptionSnapshot
  invoice: InvoiceSnapshot
}

type Options = {
  email?: string
  plan?: MadePlan
  subscription?: Partial<SubscriptionSnapshot>
  invoice?: Partial<InvoiceSnapshot>
  /** When the period that runs begins and ends; a month, an hour old, when not given. */
  period?: { startsAt: Date; endsAt: Date }
}

/**
 * A customer with a running subscription to a plan: the mirror's rows of it, its item, its product, its
 * paid invoice, and what it opens. On trial (`subscription.status`) the invoice is one of nothing.
 */
export async function makeSubscribed(options: Options = {}): Promise<MadeSubscribed> {
  const plan = options.plan ?? (await makePlan())
  const email = options.email ?? `reader-${randomBytes(5).toString("hex")}@example.com`
  const customerId = await saveCustomer({ email })
  const held = await db().customer.findUniqueOrThrow({ where: { id: customerId } })
  const key = randomBytes(6).toString("hex")
  const stripeCustomerId = held.stripeCustomerId ?? `cus_${key}`
  await db().customer.update({ where: { id: customerId }, data: { stripeCustomerId } })
  const period = options.period ?? thisMonth()
  const snapshot = {
    ...subscriptionOf(key, plan, stripeCustomerId, period),
    ...options.subscription,
  }
  const invoice = { ...invoiceOf(key, plan, snapshot, period), ...options.invoice }
  const invoiceId = await saveMirrored(snapshot, invoice, { customerId, planPriceId: plan.priceId })
  const { id: subscriptionId } = await db().subscription.findUniqueOrThrow({
    where: { stripeSubscriptionId: snapshot.id },
  })
  return {
    customerId,
    email,
    stripeCustomerId,
    subscriptionId,
    stripeId: snapshot.id,
    stripeInvoiceId: invoice.id,
    invoiceId,
    plan,
    snapshot,
    invoice,
  }
}

/** Changes what the mirror says of a made subscription, and of an invoice of it, and derives anew. */
export async function changeSubscribed(
  made: MadeSubscribed,
  subscription: Partial<SubscriptionSnapshot>,
  invoice: Partial<InvoiceSnapshot> = {},
): Promise<string> {
  const { customerId, plan } = made
  return saveMirrored(
    { ...made.snapshot, ...subscription },
    { ...made.invoice, ...invoice },
    { customerId, planPriceId: plan.priceId },
  )
}

async function saveMirrored(
  snapshot: SubscriptionSnapshot,
  invoice: InvoiceSnapshot,
  owner: { customerId: string; planPriceId: string },
): Promise<string> {
  return transaction(async () => {
    await lockSubscription(snapshot.id)
    const versionAt = new Date()
    const saved = await saveInvoice(invoice, versionAt)
    const extra = { ...owner, isSelfService: true }
    const { id } = await saveSubscription({ ...snapshot, next: null }, versionAt, extra)
    await deriveEntitlements(id)
    return saved.id
  })
}

function thisMonth(): { startsAt: Date; endsAt: Date } {
  const startsAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000)
  return { startsAt, endsAt: new Date(addMonths(new UTCDate(startsAt), 1).getTime()) }
}

function subscriptionOf(
  key: string,
  plan: MadePlan,
  customerId: string,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): SubscriptionSnapshot {
  return {
    id: `sub_${key}`,
    status: "active",
    customerId,
    metadata: {},
    startedAt: startsAt,
    trialStartsAt: null,
    trialEndsAt: null,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    pausedAt: null,
    pauseCollection: null,
    resumesAt: null,
    latestInvoiceId: `in_${key}`,
    scheduleId: null,
    paymentMethodId: null,
    hasMoreItems: false,
    items: [
      {
        id: `si_${key}`,
        price: {
          id: plan.stripePriceId,
          productId: plan.stripeProductId,
          currency: "usd",
          amount: plan.amount,
          periodUnit: plan.period?.unit ?? null,
          periodCount: plan.period?.count ?? null,
          isActive: true,
        },
        quantity: 1,
        periodStartsAt: startsAt,
        periodEndsAt: endsAt,
      },
    ],
  }
}

function invoiceOf(
  key: string,
  plan: MadePlan,
  subscription: SubscriptionSnapshot,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): InvoiceSnapshot {
  const amount = subscription.status === "trialing" ? 0 : plan.amount
  const line = {
    description: `1 × The plan ${plan.slug}`,
    amount,
    periodStartsAt: startsAt,
    periodEndsAt: endsAt,
    stripePriceId: plan.stripePriceId,
    isProration: false,
  }
  return {
    id: `in_${key}`,
    customerId: subscription.customerId,
    subscriptionId: subscription.id,
    shopId: null,
    number: `KIOSK-${key.slice(0, 4).toUpperCase()}-0001`,
    status: "paid",
    billingReason: "subscription_create",
    currency: "usd",
    amountSubtotal: amount,
    amountTax: 0,
    amountTotal: amount,
    amountDue: amount,
    amountPaid: amount,
    attemptCount: 1,
    nextAttemptAt: null,
    hostedUrl: `https://invoice.stripe.test/i/${key}`,
    pdfUrl: `https://invoice.stripe.test/i/${key}/pdf`,
    createdAt: startsAt,
    paidAt: startsAt,
    lines: [line],
    hasMoreLines: false,
    payments: amount > 0 ? [{ paymentIntentId: `pi_${key}`, amount, paidAt: startsAt }] : [],
  }
}
