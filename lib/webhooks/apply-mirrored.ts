import { now } from "@/lib/clock"
import { lockOrder, saveRevocations } from "@/lib/purchases/store/orders"
import type { Versioned } from "@/lib/stripe/snapshots"
import type { Owner } from "@/lib/webhooks/find-owner"
import { type Handled, type HeldVersion, mayReplace } from "@/lib/webhooks/rules"

/** How the shop keeps its copy of one kind of Stripe object that hangs on an order. */
export type Mirror<T> = {
  find(id: string): Promise<(HeldVersion & { status: string; amount: number }) | null>
  save(checkoutId: string, versioned: Versioned<T>): Promise<void>
  fetch(id: string): Promise<Versioned<T>>
  isFinal(status: string): boolean
}

const TRIES = 5

/**
 * Brings the shop's copy of an object to what Stripe says, and the order's entitlements with it,
 * though events come twice, late and in any order. `first` is the event's own snapshot; without one,
 * or when it is not strictly newer than the copy, the object is fetched before the transaction, and
 * fetched again when the copy moved meanwhile, five times at most.
 * @param run runs the change in a transaction of its own
 */
export async function applyMirrored<T extends { id: string; status: string; amount: number }, R>(
  id: string,
  first: Versioned<T> | null,
  owner: Owner,
  mirror: Mirror<T>,
  run: (work: () => Promise<Handled>) => Promise<R>,
): Promise<R> {
  if (owner === "foreign") return run(async () => "ignored")
  if (owner === "missing") return run(async () => "parked")
  let candidate = first ? { ...first, seenAt: undefined } : await fetchNow(id, mirror)
  for (let attempt = 1; ; attempt++) {
    try {
      const { snapshot, versionAt, seenAt } = candidate
      return await run(async () => {
        await lockOrder(owner.checkoutId)
        const held = await mirror.find(id)
        if (held && mirror.isFinal(held.status)) return "stale"
        if (!mayReplace(held, { versionAt, seenAt })) throw new CopyMoved()
        const isSame = held?.status === snapshot.status && held.amount === snapshot.amount
        await mirror.save(owner.checkoutId, { snapshot, versionAt: later(versionAt, held) })
        await saveRevocations(owner.checkoutId, now())
        return isSame ? "stale" : "applied"
      })
    } catch (error) {
      if (!(error instanceof CopyMoved) || attempt >= TRIES) throw error
      candidate = await fetchNow(id, mirror)
    }
  }
}

class CopyMoved extends Error {
  override readonly message = "The copy is as new as the event, or moved while it was fetched."
}

async function fetchNow<T>(id: string, mirror: Mirror<T>) {
  const seenAt: Date | null = (await mirror.find(id))?.stripeVersionAt ?? null
  return { ...(await mirror.fetch(id)), seenAt }
}

function later(versionAt: Date, held: HeldVersion): Date {
  return held && held.stripeVersionAt > versionAt ? held.stripeVersionAt : versionAt
}
