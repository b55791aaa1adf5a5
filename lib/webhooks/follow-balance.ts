import { DAY, MINUTE, now, plusSeconds } from "@/lib/clock"
import { log } from "@/lib/log"
import { type BalanceSnapshot, listBalance } from "@/lib/stripe/balance"
import { isForbidden } from "@/lib/stripe/failures"
import { findFirstPayment, type Movement, saveMovements } from "@/lib/webhooks/store/balance"
import { findCursor, saveCursor } from "@/lib/webhooks/store/cursors"

const CURSOR = "balance"
const OVERLAP = 10 * MINUTE
const SPAN = 7 * DAY
const MOST = 5_000
const PAGE = 100

/**
 * Brings the mirror of Stripe's balance to now: what each payment, refund and dispute moved, and Stripe's fee
 * in it, from where the last run ended, at first from the first payment. A week at a time, each kept once it is
 * read, so that a run that was cut off goes on where it was. Gives how many movements were new; none where
 * the key may not read them, which /admin/setup says. Throws the SDK's errors.
 * @param most a run ends with the week in which it has read so many, so that a shop that has sold for years
 * gets there in several
 */
export async function followBalance(most = MOST): Promise<number> {
  const end = now()
  const sum = { read: 0, saved: 0 }
  let start = await whereItEnded()
  while (start && start < end && sum.read < most) {
    const week = plusSeconds(start, SPAN)
    const until = week < end ? week : end
    if (!(await mirrorSpan(start, until, sum))) break
    await saveCursor(CURSOR, until)
    start = until
  }
  return sum.saved
}

/** The same of all that moved since then, whatever was read before. */
export async function readBalanceSince(since: Date): Promise<number> {
  const sum = { read: 0, saved: 0 }
  await mirrorSpan(since, now(), sum)
  return sum.saved
}

async function whereItEnded(): Promise<Date | null> {
  const at = (await findCursor(CURSOR)) ?? (await findFirstPayment())
  return at && plusSeconds(at, -OVERLAP)
}

// False: the key may not read it.
async function mirrorSpan(
  since: Date,
  until: Date,
  sum: { read: number; saved: number },
): Promise<boolean> {
  let page: Movement[] = []
  const save = async () => {
    sum.saved += await saveMovements(page)
    page = []
  }
  try {
    for await (const snapshot of listBalance(since, until)) {
      sum.read++
      page.push(...toMovements(snapshot))
      if (page.length === PAGE) await save()
    }
  } catch (error) {
    if (!isForbidden(error)) throw error
    log.warn("Stripe's fees stay unknown: the key may not read balance transactions")
    return false
  }
  await save()
  return true
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
