import type { SubscriptionStatus } from "@/lib/subscriptions/rules/status-words"

/** What a mail about a subscription says, and how that stands by now. */
export type Told = {
  status: SubscriptionStatus
  /** The shop refused it: its customer hears of that alone. */
  isRefused: boolean
  isPaused: boolean
  cancelAt: Date | null
  trialEndsAt: Date | null
  /** When the running periods end. */
  periodsEndAt: Date[]
}

const over = new Set<SubscriptionStatus>(["canceled", "incomplete_expired"])

/** Whether a trial runs at `now`, so that its beginning can be told. */
export function isTrialOn({ status, isRefused, trialEndsAt }: Told, now: Date): boolean {
  return status === "trialing" && !isRefused && trialEndsAt !== null && now < trialEndsAt
}

/** Whether a trial still ends at `dueAt` with a charge: not moved, not over, not being cancelled. */
export function isTrialEnding(told: Told, dueAt: Date, now: Date): boolean {
  return (
    isTrialOn(told, now) && isSame(told.trialEndsAt, dueAt) && goesOn(told, dueAt) && !told.isPaused
  )
}

/** Whether a charge still comes at `dueAt`. */
export function isRenewing(told: Told, dueAt: Date, now: Date): boolean {
  const runs = told.status === "active" && !told.isRefused && !told.isPaused
  const isDue = told.periodsEndAt.some((one) => isSame(one, dueAt))
  return runs && isDue && now < dueAt && goesOn(told, dueAt)
}

/** Whether a subscription still is to end at `endsAt`, and has not. */
export function isCancelling(told: Told, endsAt: Date, now: Date): boolean {
  return !over.has(told.status) && !told.isRefused && isSame(told.cancelAt, endsAt) && now < endsAt
}

/** An invoice that somebody is asked to pay. */
export type Asked = { status: string; attemptCount: number }

/** Whether a try's failure is still what the customer has to know: unpaid, and no later try failed. */
export function isUnpaid(invoice: Asked, attempt: number, told: Told | null): boolean {
  const isOver = told !== null && (over.has(told.status) || told.isRefused)
  return invoice.status === "open" && invoice.attemptCount <= attempt && !isOver
}

function goesOn({ cancelAt }: Told, at: Date): boolean {
  return cancelAt === null || cancelAt > at
}

function isSame(one: Date | null, other: Date): boolean {
  return one?.getTime() === other.getTime()
}
