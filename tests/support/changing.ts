import { changePlan } from "@/lib/billing/change-plan"
import { type ChangePreview, previewChange } from "@/lib/billing/preview-change"
import { db } from "@/lib/db"
import { type SoldPlan, sellPlan, type subscribes } from "@/tests/support/subscribing"

/** Who subscribed in a test. */
export type Subscriber = Awaited<ReturnType<typeof subscribes>>

/** Two tiers of a family: "action", and above it "western" too. */
export async function tiers(low: Parameters<typeof sellPlan>[0] = {}) {
  const good = await sellPlan({ tier: 1, amount: 900, features: ["hd"], ...low })
  const best = await sellPlan({
    tier: 2,
    amount: 1900,
    familyId: good.familyId,
    groups: ["action", "western"],
    features: ["hd", "4k"],
  })
  return { good, best }
}

/** A preview that can be confirmed. Throws where there is none. */
export async function previewed(who: Subscriber, to: SoldPlan): Promise<ChangePreview> {
  const { customerId, subscriptionId } = who
  const preview = await previewChange({ customerId, subscriptionId, planPriceId: to.priceId })
  if (preview.outcome !== "preview") throw new Error(JSON.stringify(preview))
  return preview
}

/** Confirms what a preview showed. */
export async function confirm({ customerId, subscriptionId }: Subscriber, token: string) {
  return changePlan({ customerId, subscriptionId, token })
}

/** Previews a change and confirms it. */
export async function change(who: Subscriber, to: SoldPlan) {
  return confirm(who, (await previewed(who, to)).token)
}

/** The mirror's row of a subscription, with the items that it has. */
export async function rowOf({ subscriptionId }: Subscriber) {
  return db().subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { items: { where: { removedAt: null } } },
  })
}

/** What its customer's subscription comes with by the mirrored product. */
export async function featuresOf(who: Subscriber): Promise<string[] | undefined> {
  const [item] = (await rowOf(who)).items
  const product = await db().stripeProduct.findUnique({
    where: { id: item?.stripeProductId ?? "" },
  })
  return product?.features
}

/** The mirrored invoices of a subscription, the oldest first. Amounts in minor units. */
export async function invoicesOf({ stripeId }: Subscriber) {
  return db().invoice.findMany({
    where: { stripeSubscriptionId: stripeId },
    orderBy: { createdAt: "asc" },
    select: { amountPaid: true, billingReason: true, status: true },
  })
}
