import { randomUUID } from "node:crypto"
import { UTCDate } from "@date-fns/utc"
import { add, type Duration } from "date-fns"
import type { StartedPlan } from "@/lib/billing/continue-plan"
import { startPlan } from "@/lib/billing/start-plan"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import type { SubscriptionStatus } from "@/lib/subscriptions/rules/status-words"
import {
  type BillingSettings,
  getBillingSettings,
  saveBillingSettings,
} from "@/lib/subscriptions/store/settings"
import { newId } from "@/lib/tokens"
import { cards, pay } from "@/tests/support/buyer"
import type { TestSandbox } from "@/tests/support/sandbox"
import { signedIn } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

export type SoldPlan = {
  id: string
  slug: string
  familyId: string
  groups: string[]
  /** Of a month, in dollars. */
  priceId: string
}

/** A plan on sale, of a family of its own unless one is given, at so many cents a month. */
export async function sellPlan(
  options: {
    slug?: string
    familyId?: string
    tier?: number
    groups?: string[]
    features?: string[]
    amount?: number
    trialDays?: number
    period?: { unit: "day" | "week" | "month" | "year"; count: number } | null
    duration?: { unit: "month"; count: number }
    intro?: { amount: number; cycles: number }
  } = {},
): Promise<SoldPlan> {
  const slug = options.slug ?? `plan-${randomUUID().slice(0, 8)}`
  const groups = options.groups ?? ["action"]
  const period =
    options.period === undefined ? ({ unit: "month", count: 1 } as const) : options.period
  const familyId =
    options.familyId ??
    (
      await db().planFamily.create({
        data: { id: newId(), slug: `family-of-${slug}`, title: "Film club" },
      })
    ).id
  const { id, prices } = await db().plan.create({
    data: {
      id: newId(),
      familyId,
      slug,
      title: `The plan ${slug}`,
      tier: options.tier ?? 1,
      groups,
      features: options.features ?? [],
      prices: {
        create: {
          id: newId(),
          currency: "usd",
          amount: options.amount ?? 900,
          trialDays: options.trialDays ?? 0,
          periodUnit: period?.unit ?? null,
          periodCount: period?.count ?? null,
          durationUnit: options.duration?.unit ?? null,
          durationCount: options.duration?.count ?? null,
          introAmount: options.intro?.amount ?? null,
          introCycles: options.intro?.cycles ?? null,
        },
      },
    },
    include: { prices: true },
  })
  return { id, slug, familyId, groups, priceId: prices[0]?.id ?? "" }
}

/** A click on Subscribe of a customer who is signed in. */
export function chooses(
  customerId: string,
  plan: SoldPlan,
  attempt: string = randomUUID(),
): Promise<StartedPlan> {
  return startPlan({
    planPriceId: plan.priceId,
    attempt,
    customerId,
    network: "192.0.2.0",
    origin: "http://localhost:3000",
  })
}

/** The address of Stripe's page that a click leads to. Throws when it leads elsewhere. */
export async function pageFor(customerId: string, plan: SoldPlan): Promise<string> {
  const started = await chooses(customerId, plan)
  if (started.outcome !== "redirect") throw new Error(`The click led to ${started.outcome}.`)
  return started.url
}

/** A customer who subscribes on Stripe's page, and the mirror once it has heard of it. */
export async function subscribes(
  plan: SoldPlan,
  options: { email?: string; card?: string } = {},
): Promise<{ customerId: string; subscriptionId: string; stripeId: string }> {
  const { customerId } = await signedIn(options.email)
  const answer = await pay(await pageFor(customerId, plan), options.card ?? cards.pays)
  if (answer.status !== 303) throw new Error(`Stripe's page answered ${answer.status}.`)
  const row = await waitUntil(
    () =>
      db().subscription.findFirst({
        where: { customerId, status: { in: ["active", "trialing"] } },
        orderBy: { createdAt: "desc" },
      }),
    "the subscription in the mirror",
  )
  return { customerId, subscriptionId: row.id, stripeId: row.stripeSubscriptionId }
}

/** The groups that a customer may open at a time, each once. */
export async function opens(customerId: string, at: Date): Promise<string[]> {
  const rows = await db().entitlement.findMany({
    where: {
      customerId,
      groupName: { not: null },
      revokedAt: null,
      startsAt: { lte: at },
      OR: [{ endsAt: null }, { endsAt: { gt: at } }],
    },
    select: { groupName: true },
  })
  return [...new Set(rows.flatMap(({ groupName }) => groupName ?? []))].sort()
}

/** Lets the sandbox's time, and the shop's with it, pass. */
export function timeOf(sandbox: TestSandbox) {
  return {
    /** Moves on by so much of the calendar (UTC), from the shop's present time. */
    pass: async (duration: Duration): Promise<void> => {
      const to = add(new UTCDate(now()), duration)
      await sandbox.control("clock", { to: new Date(to).toISOString() })
    },
    /** Moves to a moment. */
    to: async (at: Date): Promise<void> => {
      await sandbox.control("clock", { to: at.toISOString() })
    },
    /** Changes the owner's settings. */
    settings: async (change: Partial<BillingSettings>): Promise<void> => {
      await saveBillingSettings({ ...(await getBillingSettings()), ...change })
    },
  }
}

/** Has a subscription charge a card from now on: one of Stripe's test cards, by its name there. */
export async function charges(
  sandbox: TestSandbox,
  stripeId: string,
  card: "pm_card_chargeCustomerFail" | "pm_card_visa",
): Promise<void> {
  const { customer } = await callStripe(sandbox.url, `subscriptions/${stripeId}`)
  const { id } = await callStripe(sandbox.url, `payment_methods/${card}/attach`, {
    customer: String(customer),
  })
  await callStripe(sandbox.url, `subscriptions/${stripeId}`, {
    default_payment_method: String(id),
  })
}

/** Waits until the mirror says so of a subscription. */
export async function mirrored(
  stripeSubscriptionId: string,
  what: Partial<{ status: SubscriptionStatus; cancelAt: Date }>,
) {
  return waitUntil(
    () => db().subscription.findFirst({ where: { stripeSubscriptionId, ...what } }),
    `the mirror to say ${JSON.stringify(what)}`,
  )
}
