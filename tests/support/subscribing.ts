import { randomUUID } from "node:crypto"
import type { StartedPlan } from "@/lib/billing/continue-plan"
import { startPlan } from "@/lib/billing/start-plan"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { cards, pay } from "@/tests/support/buyer"
import { signedIn } from "@/tests/support/signed-in"
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
