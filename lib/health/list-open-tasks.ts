import { now } from "@/lib/clock"
import { countWithheld, listOpenDisputes, type OpenDispute } from "@/lib/health/store/open-tasks"
import { listUndelivered } from "@/lib/mail/store/undelivered"

/** What waits for a person. */
export type OpenTasks = {
  /** The most urgent of the disputes that Stripe waits for an answer to, and how many there are. */
  disputes: { shown: OpenDispute[]; total: number }
  /** Paid orders that do not fit what was asked. */
  withheld: number
  /** Buyers whom no mail has reached; `isMore`: there are more than that. */
  undelivered: { count: number; isMore: boolean }
}

const SHOWN = 5
const COUNTED = 50

/** What waits for a person, each kind by one query. */
export async function listOpenTasks(): Promise<OpenTasks> {
  const [{ disputes, total }, withheld, { undelivered, next }] = await Promise.all([
    listOpenDisputes(SHOWN),
    countWithheld(),
    listUndelivered({ now: now(), after: null, limit: COUNTED }),
  ])
  return {
    disputes: { shown: disputes, total },
    withheld,
    undelivered: { count: undelivered.length, isMore: next !== null },
  }
}
