import { DAY, MINUTE, now, plusSeconds } from "@/lib/clock"
import { type BalanceSnapshot, listBalance } from "@/lib/stripe/balance"
import { findFirstPayment, type Movement, saveMovements } from "@/lib/webhooks/store/balance"
import { findCursor, saveCursor } from "@/lib/webhooks/store/cursors"

const CURSOR = "balance"
const OVERLAP = 10 * MINUTE
const SPAN = DAY
const MOST_SPANS = 31
const PAGE = 100

/**
 * Brings the mirror of Stripe's balance to now: what each payment, refund and dispute moved, and Stripe's fee
 * in it. A day at a time, each kept once it is read; a month of days in one run at most, so that a shop
 * that has sold for years gets there in several runs, and one that was cut off goes on where it was.
 * Gives how many movements were new. Throws the SDK's errors.
 * @param since all from there, however many days; without it from where the last run ended, at first from the
 * first payment
 */
export async function mirrorBalance(since?: Date): Promise<number> {
  const end = now()
  let count = 0
  let start = since ?? (await whereItEnded())
  for (let spans = 0; start && start < end && (since || spans < MOST_SPANS); spans++) {
    const day = plusSeconds(start, SPAN)
    const until = day < end ? day : end
    count += await mirrorSpan(start, until)
    if (!since) await saveCursor(CURSOR, until)
    start = until
  }
  return count
}

async function whereItEnded(): Promise<Date | null> {
  const at = (await findCursor(CURSOR)) ?? (await findFirstPayment())
  return at && plusSeconds(at, -OVERLAP)
}

async function mirrorSpan(since: Date, until: Date): Promise<number> {
  let count = 0
  let page: Movement[] = []
  for await (const snapshot of listBalance(since, until)) {
    page.push(...toMovements(snapshot))
    if (page.length < PAGE) continue
    count += await saveMovements(page)
    page = []
  }
  return count + (await saveMovements(page))
}

// Payouts, top-ups and what Stripe charges for by the month are no one's order.
function toMovements(snapshot: BalanceSnapshot): Movement[] {
  const { source, paymentIntentId, currency, amount, fee, createdAt } = snapshot
  if (!source || !isOurs(source.object)) return []
  return [
    {
      stripeBalanceTransactionId: snapshot.id,
      source: source.object,
      stripeSourceId: source.id,
      stripePaymentIntentId: paymentIntentId,
      currency,
      amount,
      fee,
      createdAt,
    },
  ]
}

function isOurs(kind: string): kind is Movement["source"] {
  return kind === "charge" || kind === "refund" || kind === "dispute"
}
