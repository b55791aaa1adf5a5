import { describeError, log } from "@/lib/log"
import { stripeFailure } from "@/lib/stripe/failures"

/** Stripe did not answer, or refused the call itself: the same click may be sent again. */
export type Unavailable = { outcome: "unavailable" }

/**
 * Runs what calls Stripe; a failure of Stripe's is an outcome, noted in the log, and no half state: each
 * step of `work` is safe to run again. Other failures are thrown.
 * @param about what it was about, for the log
 */
export async function askStripe<T>(
  about: Record<string, string>,
  work: () => Promise<T>,
): Promise<T | Unavailable> {
  try {
    return await work()
  } catch (error) {
    const failure = stripeFailure(error)
    if (!failure) throw error
    log.warn({ ...about, failure, ...describeError(error) }, "Stripe did not change a subscription")
    return { outcome: "unavailable" }
  }
}
