import { transaction } from "@/lib/db"
import { enqueue } from "@/lib/queue"
import { forgetBytes } from "@/lib/stamping/forget-bytes"
import { listUnasked, recordCopyAsked } from "@/lib/stamping/store"

/**
 * Asks the worker for a customer's own copy of a PDF with their address on it, in the place of the one before.
 * Safe to run again: it is begun anew.
 */
export async function askCopy(
  wish: { customerId: string; fileId: string; email: string },
  now: Date,
): Promise<void> {
  await transaction(async () => {
    const { customerId, fileId } = wish
    await forgetBytes([await recordCopyAsked(wish, now)].filter((key) => key !== null))
    await enqueue("make-copy", { customerId, fileId }, { key: `copy/${customerId}/${fileId}` })
  })
}

/** Asks for the copies of what an order bought, so that they are there at the first click. */
export async function askCopiesOf(checkoutId: string, email: string, now: Date): Promise<void> {
  for (const owned of await listUnasked(checkoutId, now)) await askCopy({ ...owned, email }, now)
}
