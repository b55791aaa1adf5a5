import { findOrderOf } from "@/lib/delivery/find-order"
import { findOrderOfPaper, listPapers, type Paper } from "@/lib/papers/store"
import { takeRate } from "@/lib/rate-limit"

/**
 * The paper of a number, for whoever holds its order's key; null for anybody else, as if there were none.
 * Throws AppError "rate-limited" for too many: each is drawn anew.
 */
export async function findPaperByKey(token: string, number: string): Promise<Paper | null> {
  const order = await findOrderOf(token)
  if (!order) return null
  await takeRate("paper", order.id)
  return pick(order.id, number)
}

/** The paper of a number, whosever it is: for administrators, also when its buyer is forgotten. */
export async function findPaper(number: string): Promise<Paper | null> {
  const checkoutId = /^[1-9]\d{0,8}$/.test(number) ? await findOrderOfPaper(Number(number)) : null
  return checkoutId ? pick(checkoutId, number) : null
}

async function pick(checkoutId: string, number: string): Promise<Paper | null> {
  const papers = await listPapers(checkoutId)
  return papers.find((paper) => String(paper.number) === number) ?? null
}
