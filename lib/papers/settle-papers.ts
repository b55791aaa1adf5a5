import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { partiesIn } from "@/lib/papers/parties-in"
import { duePapers, totalsOf } from "@/lib/papers/rules"
import { findOrderForPapers, listPapers, recordPaper } from "@/lib/papers/store"
import { lockOrder } from "@/lib/purchases/store/orders"

/**
 * Writes the papers that an order's refunds ask for: a credit note for each that has gone back, an invoice
 * for each that failed after all. Decided anew from all of them, so it is safe to run any number of times;
 * without an invoice it writes nothing.
 */
export async function settlePapers(checkoutId: string): Promise<void> {
  await transaction(async () => {
    await lockOrder(checkoutId)
    const papers = await listPapers(checkoutId)
    const parties = papers.findLast(({ kind }) => kind === "invoice")
    const order = parties && (await findOrderForPapers(checkoutId))
    if (!order) return
    for (const { lines, ...due } of duePapers(papers, order.refunds))
      await recordPaper({
        ...partiesIn(parties),
        ...due,
        checkoutId,
        lines,
        ...totalsOf(lines),
        currency: order.currency,
        suppliedAt: parties.suppliedAt,
        createdAt: now(),
      })
  })
}
