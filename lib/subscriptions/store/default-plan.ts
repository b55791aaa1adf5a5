import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { accessOf } from "@/lib/subscriptions/rules/access"
import { uncovered } from "@/lib/subscriptions/rules/default-plan"
import type { Interval } from "@/lib/subscriptions/rules/periods"
import { listSubscribedBy } from "@/lib/subscriptions/store/access"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"
import { newId } from "@/lib/tokens"

type Wanted = Interval & { groupName: string }

/** The plan that customers without a subscription have at this time, or null. */
export async function findDefaultPlan(): Promise<{ planId: string; slug: string } | null> {
  const row = await db().defaultPlanPeriod.findFirst({
    where: { endsAt: null },
    select: { planId: true, plan: { select: { slug: true } } },
  })
  return row && { planId: row.planId, slug: row.plan.slug }
}

/** Ends what the default plan was, and begins another; null: there is none from now on. */
export async function saveDefaultPlan(planId: string | null, now: Date): Promise<void> {
  await db().defaultPlanPeriod.updateMany({ where: { endsAt: null }, data: { endsAt: now } })
  if (planId) await db().defaultPlanPeriod.create({ data: { id: newId(), planId, startsAt: now } })
}

/** Whether there ever was a default plan: without one nobody has anything by it. */
export async function hasDefaultPlans(): Promise<boolean> {
  return (await db().defaultPlanPeriod.findFirst({ select: { id: true } })) !== null
}

/** How many customers there are; erased ones are left out. */
export async function countCustomers(): Promise<number> {
  return db().customer.count({ where: { email: { not: null } } })
}

/** Customers in the order of their ids, `after` one; erased ones are left out. */
export async function listCustomerIds(after: string, limit: number): Promise<string[]> {
  const rows = await db().customer.findMany({
    where: { id: { gt: after }, email: { not: null } },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/**
 * Makes what a customer has by the default plan what it is to be: its groups, at the times that none
 * of their recurring subscriptions covers. No gap and no overlap, and nothing has to run when a
 * subscription ends. Rows are kept and moved, for downloads name them. Must run under `lockCustomer`, or
 * two at once would write it twice. Whether anything changed.
 */
export async function saveDefaultEntitlements(customerId: string): Promise<boolean> {
  const wanted = await wantedOf(customerId)
  const held = await db().entitlement.findMany({
    where: { customerId, source: "default_plan" },
    orderBy: { id: "asc" },
    select: { id: true, groupName: true, startsAt: true, endsAt: true, revokedAt: true },
  })
  const free = new Map<string, typeof held>()
  for (const row of held)
    free.set(row.groupName ?? "", [...(free.get(row.groupName ?? "") ?? []), row])
  let isChanged = false
  for (const { groupName, startsAt, endsAt } of wanted) {
    const row = free.get(groupName)?.shift()
    if (row && !row.revokedAt && same(row.startsAt, startsAt) && same(row.endsAt, endsAt)) continue
    isChanged = true
    const values = { startsAt, endsAt, revokedAt: null, revokedReason: null }
    if (row) await db().entitlement.update({ where: { id: row.id }, data: values })
    else
      await db().entitlement.create({
        data: { id: newId(), customerId, groupName, source: "default_plan", ...values },
      })
  }
  const over = [...free.values()].flat().filter((row) => !row.revokedAt)
  if (over.length > 0)
    await db().entitlement.updateMany({
      where: { id: { in: over.map((row) => row.id) } },
      data: { revokedAt: now(), revokedReason: "replaced" },
    })
  return isChanged || over.length > 0
}

/** How many of a customer's entitlements by the default plan are not what they are to be. */
export async function countDefaultDifferences(customerId: string): Promise<number> {
  const wanted = await wantedOf(customerId)
  const held = await db().entitlement.findMany({
    where: { customerId, source: "default_plan", revokedAt: null },
    select: { groupName: true, startsAt: true, endsAt: true },
  })
  const keys = (list: { groupName: string | null; startsAt: Date; endsAt: Date | null }[]) =>
    new Set(list.map((one) => `${one.groupName} ${Number(one.startsAt)} ${Number(one.endsAt)}`))
  const [is, should] = [keys(held), keys(wanted)]
  return [...is].filter((k) => !should.has(k)).length + [...should].filter((k) => !is.has(k)).length
}

async function wantedOf(customerId: string): Promise<Wanted[]> {
  const periods = await db().defaultPlanPeriod.findMany({
    orderBy: { startsAt: "asc" },
    include: { plan: { select: { groups: true } } },
  })
  if (periods.length === 0) return []
  const customer = await db().customer.findUnique({
    where: { id: customerId },
    select: { createdAt: true, email: true },
  })
  if (!customer?.email) return []
  const settings = await getBillingSettings()
  const covered = (await listSubscribedBy(customerId)).flatMap(({ state }) => {
    const access = state.isRecurring ? accessOf(state, settings) : null
    return access ? [{ startsAt: access.startsAt, endsAt: access.endsAt }] : []
  })
  return periods.flatMap((period) => {
    const from = period.startsAt > customer.createdAt ? period.startsAt : customer.createdAt
    return uncovered(covered, from).flatMap((one) => {
      const endsAt = earlier(one.endsAt, period.endsAt)
      if (endsAt && endsAt <= one.startsAt) return []
      return period.plan.groups.map((groupName) => ({ startsAt: one.startsAt, endsAt, groupName }))
    })
  })
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}

function same(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime()
}
