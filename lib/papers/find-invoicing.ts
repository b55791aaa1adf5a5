import type { TypedBuyer } from "@/lib/papers/buyer-rules"
import { chargedBy } from "@/lib/papers/rules"
import { findOrderForPapers, listPapers, type Paper } from "@/lib/papers/store"

/** What an order's page says of its papers: those there are, and whether one can be asked for. */
export type Invoicing = {
  papers: Pick<Paper, "number" | "kind" | "createdAt">[]
  /** "make" the first, "correct" it, or null: nothing is charged (any more). */
  step: "make" | "correct" | null
  /** What the form begins with. */
  buyer: TypedBuyer
}

/** The papers of an order, and what its form begins with: the last invoice's details, else Stripe's. */
export async function findInvoicing(checkoutId: string): Promise<Invoicing> {
  const [order, papers] = await Promise.all([
    findOrderForPapers(checkoutId),
    listPapers(checkoutId),
  ])
  const last = papers.findLast(({ kind }) => kind === "invoice")
  const canMake = order?.status === "paid" && order.amountTotal > 0
  return {
    papers,
    step: last ? (chargedBy(papers).length > 0 ? "correct" : null) : canMake ? "make" : null,
    buyer: {
      name: last?.buyerName ?? order?.payerName ?? order?.customer?.name ?? "",
      businessName: last?.businessName ?? "",
      address: (last?.address ?? order?.payerAddress ?? []).join("\n"),
      country: last ? (last.country ?? "") : (order?.country ?? ""),
      vatId: last ? (last.vatId ?? "") : (order?.vatId ?? ""),
    },
  }
}
