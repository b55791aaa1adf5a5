import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { findOrderOf } from "@/lib/delivery/find-order"
import { AppError, FieldErrors } from "@/lib/errors"
import { getLegalPage } from "@/lib/legal/get-legal-page"
import { type Buyer, buyerFields, type TypedBuyer } from "@/lib/papers/buyer-rules"
import { partiesIn } from "@/lib/papers/parties-in"
import { chargedBy, MOST_INVOICES, sellerOf, totalsOf } from "@/lib/papers/rules"
import { settlePapers } from "@/lib/papers/settle-papers"
import {
  findOrderForPapers,
  listPapers,
  type OrderForPapers,
  type Parties,
  recordPaper,
} from "@/lib/papers/store"
import { lockOrder } from "@/lib/purchases/store/orders"
import { takeRate } from "@/lib/rate-limit"

/**
 * Writes the invoice of the order that a private link opens, made out to whom its buyer says; and credit
 * notes for what was given back before. Where there is one, it is corrected the usual way: a credit note
 * takes back what is left of it, and a new invoice charges that anew; the same details again change nothing.
 * Throws FieldErrors, and AppError "not-found" for no such order, "conflict" where nothing is charged,
 * "rate-limited" for too many tries.
 */
export async function askInvoice(token: string, typed: TypedBuyer): Promise<void> {
  const found = await findOrderOf(token)
  if (!found) throw new AppError("not-found", "There is no such order.")
  await takeRate("invoice", found.id)
  const buyer = readBuyer(typed)
  const seller = sellerOf((await getLegalPage("imprint")).body)
  await transaction(async () => {
    await lockOrder(found.id)
    await write(found.id, buyer, seller)
    await settlePapers(found.id)
  })
}

function readBuyer(typed: TypedBuyer): Buyer {
  const { data, error } = buyerFields.safeParse(typed)
  if (data) return data
  throw new FieldErrors(
    Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0]), message])),
  )
}

async function write(checkoutId: string, buyer: Buyer, seller: string[]): Promise<void> {
  const order = await findOrderForPapers(checkoutId)
  if (order?.status !== "paid" || order.amountTotal === 0)
    throw new AppError("conflict", "Nothing was charged for this order, so it has no invoice.")
  const papers = await listPapers(checkoutId)
  const invoices = papers.filter(({ kind }) => kind === "invoice")
  const parties = { ...partiesOf(order, buyer), seller }
  const last = invoices.at(-1)
  if (last && isSame(last, parties)) return
  const lines = last ? chargedBy(papers) : linesOf(order)
  if (lines.length === 0)
    throw new AppError("conflict", "All of it was given back: nothing is left to correct.")
  if (invoices.length >= MOST_INVOICES)
    throw new AppError("conflict", "This invoice was corrected too often. Write to the shop.")
  const paper = {
    checkoutId,
    refundId: null,
    lines,
    ...totalsOf(lines),
    currency: order.currency,
    suppliedAt: order.paidAt ?? order.createdAt,
    createdAt: now(),
  }
  if (last)
    await recordPaper({ ...paper, ...partiesIn(last), kind: "credit_note", aboutId: last.id })
  await recordPaper({ ...paper, ...parties, kind: "invoice", aboutId: last?.id ?? null })
}

function linesOf({ lines }: OrderForPapers) {
  return lines
    .filter(({ amountTotal }) => amountTotal > 0)
    .map(({ productTitle, editionTitle, ...line }) => ({
      ...line,
      title: `${productTitle} · ${editionTitle}`,
    }))
}

// Only the number that Stripe was given was shown to the authority.
function partiesOf(order: OrderForPapers, buyer: Buyer) {
  const vatId = buyer.vatId || null
  return {
    buyerName: buyer.name,
    businessName: buyer.businessName || null,
    address: buyer.address,
    country: buyer.country || null,
    vatId,
    vatIdIsValid: vatId !== null && order.vatIdIsValid && vatId === order.vatId,
    isReverseCharged: order.isReverseCharged,
  }
}

function isSame(last: Parties, next: Parties): boolean {
  return JSON.stringify(partiesIn(last)) === JSON.stringify(partiesIn(next))
}
