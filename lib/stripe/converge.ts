import type { Versioned } from "@/lib/stripe/snapshots"

/** The copy that the shop holds, as far as its version goes. */
export type HeldVersion = { stripeVersionAt: Date } | null

/** What a copy may become: a snapshot, its version, and what was held when it was fetched. */
export type Candidate<T> = Versioned<T> & {
  /** The copy's version before the fetch, null without a copy; undefined: it was not fetched. */
  seenAt: Date | null | undefined
}

const TRIES = 5

/**
 * Brings a copy to what Stripe says though events come twice, late and in any order. `first` is an
 * event's own snapshot; without one, or when it is not strictly newer than the copy, the object is
 * fetched before the transaction, and fetched again when the copy moved meanwhile, five times at most.
 * @param options.held the copy's version, asked outside the transaction
 * @param options.run runs the change in a transaction of its own
 * @param options.change changes the copy, inside that transaction, once `versionAfter` allows it
 */
export async function converge<T, Held extends HeldVersion, Outcome, R>(options: {
  first: Versioned<T> | null
  held: () => Promise<Held>
  fetch: () => Promise<Versioned<T>>
  run: (work: () => Promise<Outcome>) => Promise<R>
  change: (candidate: Candidate<T>) => Promise<Outcome>
}): Promise<R> {
  const { first, held, fetch, run, change } = options
  const fetchNow = async (): Promise<Candidate<T>> => {
    const seenAt = (await held())?.stripeVersionAt ?? null
    return { ...(await fetch()), seenAt }
  }
  let candidate: Candidate<T> = first ? { ...first, seenAt: undefined } : await fetchNow()
  for (let attempt = 1; ; attempt++) {
    try {
      const chosen = candidate
      return await run(() => change(chosen))
    } catch (error) {
      if (!(error instanceof CopyMoved) || attempt >= TRIES) throw error
      candidate = await fetchNow()
    }
  }
}

/**
 * The version that the copy gets from a candidate. Throws `CopyMoved` where the candidate may not
 * replace the copy: `converge` fetches the object then, and tries again.
 */
export function versionAfter<T>(held: HeldVersion, candidate: Candidate<T>): Date {
  if (!mayReplace(held, candidate)) throw new CopyMoved()
  const { versionAt } = candidate
  return held && held.stripeVersionAt > versionAt ? held.stripeVersionAt : versionAt
}

/**
 * Whether a snapshot may replace the copy that the shop holds.
 * - From an event: only when strictly newer; two events of one second have no order.
 * - Fetched: when the copy is still the one that was seen before fetching (`seenAt`), for then what
 *   was fetched is newer than all that the copy was built from.
 */
export function mayReplace(
  held: HeldVersion,
  candidate: { versionAt: Date; seenAt: Date | null | undefined },
): boolean {
  if (candidate.seenAt !== undefined)
    return (held?.stripeVersionAt.getTime() ?? null) === (candidate.seenAt?.getTime() ?? null)
  return held === null || candidate.versionAt > held.stripeVersionAt
}

class CopyMoved extends Error {
  override readonly message = "The copy is as new as the event, or moved while it was fetched."
}
