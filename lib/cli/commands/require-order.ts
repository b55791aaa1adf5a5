import { z } from "zod"
import { AppError } from "@/lib/errors"
import { findWholeOrder, type WholeOrder } from "@/lib/purchases/store/whole-order"

/** An order by its id. Throws AppError "not-found". */
export async function requireOrder(id: string): Promise<WholeOrder> {
  const order = z.uuid().safeParse(id).success ? await findWholeOrder(id) : null
  if (!order) throw new AppError("not-found", `There is no order ${id}.`)
  return order
}

/** The nth line of an order, from 1. Throws AppError "invalid". */
export function lineAt({ lines }: WholeOrder, n: string): WholeOrder["lines"][number] {
  const line = /^\d+$/.test(n) ? lines[Number(n) - 1] : undefined
  if (!line) throw new AppError("invalid", `This order has lines 1 to ${lines.length}.`)
  return line
}
