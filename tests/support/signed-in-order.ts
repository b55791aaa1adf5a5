import { type MadeOrder, makePaidOrder } from "@/tests/support/factories"
import { makeSession } from "@/tests/support/session"

export type SignedInOrder = MadeOrder & { cookie: string }

/** A paid order whose customer is signed in. */
export async function makeOwnOrder(
  options?: Parameters<typeof makePaidOrder>[0],
): Promise<SignedInOrder> {
  const order = await makePaidOrder(options)
  return { ...order, cookie: (await makeSession(order.customerId)).cookie }
}
