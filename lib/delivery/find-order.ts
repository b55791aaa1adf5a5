import { NIL } from "uuid"
import { now } from "@/lib/clock"
import type { Order } from "@/lib/delivery/rules"
import { findLinkedOrder, listFiles, listLines } from "@/lib/delivery/store/orders"
import { readToken } from "@/lib/tokens"

// A garbled token asks the database as a real one does: the time taken tells nothing.
const nobody = { id: NIL, version: 0 }

/** The order that a private link opens, or null. See `findOrder`; without lines and files. */
export async function findOrderOf(token: string) {
  const { id, version } = readToken("order", token) ?? nobody
  return findLinkedOrder(id, version)
}

/**
 * The private page of an order by the token in its link: what was bought, and every file of every
 * release that is out, newest first. Null for a token that this shop did not make, or whose link was
 * replaced by a newer one. While an order is not paid, or is withheld, it has no files. Opening it
 * changes nothing. Three statements.
 */
export async function findOrder(token: string): Promise<Order | null> {
  const order = await findOrderOf(token)
  if (!order) return null
  const at = now()
  const lines = await listLines(order.id, at)
  const editionIds = order.status === "paid" ? lines.map((line) => line.editionId) : []
  const files = editionIds.length > 0 ? await listFiles(editionIds, order.customerId, at) : []
  return {
    ...order,
    token,
    lines: lines.map(({ editionId, ...line }) => ({
      ...line,
      files: files.filter((one) => one.editionId === editionId).map((one) => one.file),
    })),
  }
}
