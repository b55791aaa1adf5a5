import type { Stored } from "@/lib/sandbox/stripe/kinds"

const hour = 3600
const day = 24 * hour
/** How long a first invoice may stay unpaid. */
export const incompleteSeconds = 23 * hour
export const trialWarningSeconds = 3 * day
export const upcomingSeconds = 7 * day

/** Statuses in which periods go on. */
const running: readonly string[] = ["active", "past_due", "trialing", "unpaid"]

export function isRunning(status: string): boolean {
  return running.includes(status)
}

/** The end of the period that ends first. */
export function periodEnd({ hidden }: Pick<Stored<"subscription">, "hidden">): number {
  return Math.min(...hidden.items.map((item) => item.current_period_end))
}

/** When the trial's end is announced: three days before, or at its start when it is shorter. */
export function trialWarning({ data, hidden }: Stored<"subscription">): number | null {
  if (data.status !== "trialing" || data.trial_end === null) return null
  if (hidden.warnedTrial === data.trial_end) return null
  return Math.max(data.trial_start ?? data.created, data.trial_end - trialWarningSeconds)
}

/** When the next invoice is announced; null for what ends before it. */
export function upcoming(stored: Stored<"subscription">): number | null {
  const { data, hidden } = stored
  const end = periodEnd(stored)
  if (!isRunning(data.status) || hidden.warnedPeriod === end) return null
  if (data.cancel_at !== null && data.cancel_at <= end) return null
  const start = Math.max(...hidden.items.map((item) => item.current_period_start))
  return Math.max(start, end - upcomingSeconds)
}

/** The moment at which a subscription next changes by itself, in seconds, or null. */
export function dueOf(stored: Stored<"subscription">): number | null {
  const { data } = stored
  if (data.status === "incomplete") return data.created + incompleteSeconds
  const moments = [data.status === "canceled" ? null : data.cancel_at]
  if (isRunning(data.status)) {
    moments.push(
      trialWarning(stored),
      upcoming(stored),
      periodEnd(stored),
      data.pause_collection?.resumes_at ?? null,
    )
  }
  const known = moments.filter((moment) => moment !== null)
  return data.status === "incomplete_expired" || known.length === 0 ? null : Math.min(...known)
}
