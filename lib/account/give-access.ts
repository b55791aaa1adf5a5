import { lockCustomer, saveCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { grantAccess } from "@/lib/entitlements/grant-access"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"

export type Gift = {
  /** A customer, or an address (normalised), whose owner need not be one yet. */
  to: { customerId: string } | { email: string }
  /** A product's slug, or "group:" and a group's name. */
  what: string
  /** Null: for ever. */
  endsAt: Date | null
  reason: string
  actor: string
  /** Whether they are written to. */
  isTold: boolean
}

/**
 * Opens a product, or a group, to somebody without an order, and writes to them if that is wanted: with the
 * next sign-in it is in their library. Throws what `grantAccess` throws, and AppError "not-found" for a
 * customer that there is not, or not any more.
 */
export async function giveAccess({
  to,
  isTold,
  ...grant
}: Gift): Promise<{ grantId: string; customerId: string; email: string }> {
  return transaction(async () => {
    const customerId =
      "email" in to ? await saveCustomer({ email: to.email, name: null }) : to.customerId
    const email = await lockCustomer(customerId)
    if (!email) throw new AppError("not-found", "There is no such customer.")
    const grantId = await grantAccess({ customerId, ...grant })
    if (isTold) await recordMail({ kind: "access_granted", subject: grantId, recipient: email })
    return { grantId, customerId, email }
  })
}
